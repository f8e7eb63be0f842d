// Which kinds of news and of options are shown; a matter of this screen alone.
import { all, one } from "./page.js";

const news = { kind: "all" };
const off = new Set();
const whole = new Set();

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-filter] button");
    if (!button) return;
    const kind = button.dataset.kind;
    if (button.closest("[data-filter]").dataset.filter === "news") news.kind = kind;
    else choose(kind);
    apply();
  });
  document.addEventListener("click", (event) => unfold(event.target.closest("#inbox .it")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("#inbox .it")) unfold(event.target);
  });
  apply();
}

// A line of news is shown in full, or in short again.
function unfold(item) {
  if (!item) return;
  if (!whole.delete(item.id)) whole.add(item.id);
  apply();
}

// The first choice among options shows that kind alone; further ones add to it.
function choose(kind) {
  const kinds = all("[data-filter=cards] button").map((button) => button.dataset.kind);
  if (off.size === 0) kinds.filter((other) => other !== kind).forEach((other) => off.add(other));
  else if (off.has(kind)) off.delete(kind);
  else off.add(kind);
  if (kinds.every((other) => off.has(other))) off.clear();
}

export function apply() {
  if (!one(`[data-filter=news] button[data-kind="${news.kind}"]`)) news.kind = "all";
  for (const button of all("[data-filter=news] button")) {
    button.setAttribute("aria-pressed", String(button.dataset.kind === news.kind));
  }
  for (const item of all("#inbox .it")) {
    item.hidden = news.kind !== "all" && item.dataset.kind !== news.kind;
    item.classList.toggle("whole", whole.has(item.id));
  }
  for (const button of all("[data-filter=cards] button")) {
    button.setAttribute("aria-pressed", String(!off.has(button.dataset.kind)));
  }
  for (const card of all("#cards .card")) card.hidden = off.has(card.dataset.domain);
}
