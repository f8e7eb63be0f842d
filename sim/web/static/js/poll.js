// The four answers are sent when all are given, and again when one is changed.
import { isReadOnly, keep, kept, one, path, refuse } from "./page.js";
import { act, Offline } from "./send.js";
import { values } from "./form.js";
import { bind, focus } from "./keys.js";
import { onRefresh, onReturn } from "./live.js";

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
  onReturn(resend);
  resend();
}

const key = () => `poll:${path}${one("#own").dataset.branch}:${one("#own").dataset.turn}`;

// Answers that did not get to the server are filled in and sent again.
function resend() {
  const form = one("form[data-poll]"), given = kept(key());
  if (!form || !given || form.hasAttribute("data-closed")) return;
  for (const field of form.elements) {
    if (field.type === "radio" && String(given[field.name]) === field.value) field.checked = true;
    if (field.type === "range" && given[field.name] !== undefined) { field.value = given[field.name]; wasMoved = true; }
  }
  answer(form);
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
  keep(key(), given);
  try {
    await act("poll", given);
  } catch (error) {
    if (!(error instanceof Offline)) keep(key(), null);
    refuse(error.message);
    return;
  }
  keep(key(), null);
  wasMoved = false;
  const now = values(form);
  if (["who", "intent", "rung", "climb"].some((name) => now[name] !== given[name])) return;
  for (const field of form.elements) field.dataset.saved = "1";
}
