// The queue of cases: one is open; A accepts it, O goes to its override, J and K walk.
import { all, one } from "./page.js";
import { onRefresh } from "./live.js";
import { bind } from "./keys.js";

let chosen = null;

export function start() {
  bind("a", () => { const button = one(".case.open [data-do=accept]"); if (!button) return false; button.click(); });
  bind("o", () => { const field = one(".case.open .over select"); if (!field) return false; field.focus(); });
  bind("j", () => step(1));
  bind("k", () => step(-1));
  bind("p", () => { const button = one("[data-publish]"); if (!button) return false; button.click(); });
  document.addEventListener("click", (event) => {
    const line = event.target.closest(".case .line");
    if (line) { chosen = line.closest(".case").dataset.case; show(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".case [data-do=accept]")) chosen = null;
  }, true);
  document.addEventListener("submit", (event) => { if (event.target.closest(".case")) chosen = null; }, true);
  onRefresh(show);
  show();
}

function show() {
  const cases = all(".case");
  const waiting = cases.find((one) => !one.dataset.settled);
  const open = cases.find((one) => one.dataset.case === chosen) ?? waiting;
  for (const one of cases) one.classList.toggle("open", one === open);
}

function step(by) {
  const cases = all(".case");
  const at = cases.findIndex((one) => one.classList.contains("open"));
  const next = cases[Math.max(0, Math.min(cases.length - 1, at + by))];
  if (!next) return false;
  chosen = next.dataset.case;
  show();
  next.scrollIntoView({ block: "nearest" });
  next.focus({ preventScroll: true });
}
