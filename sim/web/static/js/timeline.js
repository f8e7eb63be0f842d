// The line of turns: choose one with a click or the arrow keys, then rewind or branch.
import { all, one } from "./page.js";
import { onRefresh } from "./live.js";
import { tryAct } from "./send.js";

let chosen = null;

const turns = () => all("#scrub .stop").map((stop) => Number(stop.dataset.turn));
const forks = () => JSON.parse(one("#timeline").dataset.forks);

export function start() {
  document.addEventListener("click", (event) => {
    const stop = event.target.closest("#scrub .stop");
    if (stop) choose(Number(stop.dataset.turn));
    if (event.target.closest("[data-act=rewind]") && chosen) tryAct("rewind", { turn: chosen });
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "scrub") return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    if (event.shiftKey) jump(step);
    else choose((chosen ?? Number(one("#timeline").dataset.now)) + step);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-switch]")) tryAct("switch", { branch: event.target.value });
  });
  onRefresh(show);
}

function jump(step) {
  const at = chosen ?? Number(one("#timeline").dataset.now);
  const places = forks().filter((turn) => (step > 0 ? turn > at : turn < at));
  if (places.length) choose(step > 0 ? Math.min(...places) : Math.max(...places));
}

function choose(turn) {
  const known = turns();
  if (!known.length) return;
  chosen = Math.max(Math.min(...known), Math.min(Math.max(...known), turn));
  show();
}

function show() {
  if (chosen !== null && !turns().includes(chosen)) chosen = null;
  for (const stop of all("#scrub .stop")) stop.classList.toggle("chosen", Number(stop.dataset.turn) === chosen);
  const stop = one(`#scrub .stop[data-turn="${chosen}"]`);
  for (const place of all("[data-chosen]")) {
    const verb = place.closest("#rewind") ? "to" : "from";
    place.textContent = chosen === null ? "" : ` ${verb} turn ${chosen}`;
  }
  for (const id of ["#rewind", "#branch-open"]) one(id)?.toggleAttribute("disabled", chosen === null);
  const form = one("form[data-chosen-turn]");
  if (form) form.dataset.turn = String(chosen ?? "");
  if (stop) one("#chosen-words").textContent = `turn ${chosen} chosen`;
  const scrub = one("#scrub");
  if (scrub && chosen !== null) {
    scrub.setAttribute("aria-valuenow", String(chosen));
    scrub.setAttribute("aria-valuetext", `turn ${chosen}${stop?.dataset.title ? `, ${stop.dataset.title}` : ""}`);
  }
}
