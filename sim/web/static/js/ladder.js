// Arrow keys walk the rungs; each reads as a sentence.
import { all, one, say } from "./page.js";
import { onRefresh } from "./live.js";

let at = null;

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "rungs") return;
    const step = { ArrowUp: 1, ArrowDown: -1, Home: -20, End: 20 }[event.key];
    if (!step) return;
    event.preventDefault();
    walk(Math.max(0, Math.min(11, (at ?? (step > 0 ? -1 : 12)) + step)));
  });
  document.addEventListener("mouseover", (event) => {
    const row = event.target.closest?.("#rungs .row");
    if (row) one("#rung-words").textContent = row.dataset.say;
  });
  onRefresh(show);
}

function walk(rung) {
  at = rung;
  show();
  const row = one(`#rungs .row[data-rung="${rung}"]`);
  one("#rung-words").textContent = row.dataset.say;
  say(row.dataset.say);
}

function show() {
  for (const row of all("#rungs .row")) row.classList.toggle("walked", Number(row.dataset.rung) === at);
}
