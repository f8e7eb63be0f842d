// The four answers are sent when all are given, and again when one is changed.
import { isReadOnly, one, refuse } from "./page.js";
import { act } from "./send.js";
import { values } from "./form.js";
import { bind, focus } from "./keys.js";
import { onRefresh } from "./live.js";

let wasMoved = false, timer = 0;

export function start() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-poll]");
    if (!form) return;
    if (event.target.name === "climb") wasMoved = true;
    show();
    clearTimeout(timer);
    timer = setTimeout(() => answer(one("form[data-poll]")), 400);
  });
  // A slider that is left where it stands is an answer too.
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "climb" && event.key === "Enter") { wasMoved = true; show(); answer(one("form[data-poll]")); }
  });
  bind("r", () => focus("#poll input:checked") || focus("#who-adversary"));
  onRefresh(show);
}

function show() {
  const slider = one("#climb"), out = one("#climb-out");
  if (slider && out && (wasMoved || slider.hasAttribute("data-set"))) out.textContent = slider.value;
}

async function answer(form) {
  if (!form || isReadOnly || form.hasAttribute("data-closed")) return;
  const given = values(form);
  if (!one("#climb").hasAttribute("data-set") && !wasMoved) delete given.climb;
  const count = ["who", "intent", "rung", "climb"].filter((name) => given[name] !== undefined).length;
  one("#poll-done").textContent = `${count} of 4`;
  if (count < 4) return;
  for (const field of form.elements) field.dataset.saved = "1";
  try { await act("poll", given); wasMoved = false; } catch (error) { refuse(error.message); }
}
