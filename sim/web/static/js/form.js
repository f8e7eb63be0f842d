// Forms and buttons that are commands: `data-do` names the command, `data-args` what it always says.
import { all, isReadOnly, keep, kept, path, refuse } from "./page.js";
import { onRefresh } from "./live.js";
import { act, tryAct } from "./send.js";

const args = (element) => JSON.parse(element.dataset.args || "{}");

export function start() {
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target.closest("form[data-do]");
    if (form && !isReadOnly) submit(form);
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button || button.disabled || isReadOnly) return;
    button.disabled = true;
    const answer = await tryAct(button.dataset.do, args(button));
    button.disabled = false;
    if (answer !== null && button.dataset.then === "close") button.closest("dialog")?.close();
  });
  document.addEventListener("change", (event) => {
    const box = event.target.closest("input[data-toggle]");
    if (box) tryAct(box.dataset.toggle, { seat: box.dataset.seat, allowed: box.checked });
  });
  document.addEventListener("input", (event) => {
    delete event.target.dataset.saved;
    if (isText(event.target)) keep(`typed:${path}${event.target.id}`, event.target.value || null);
  });
  const name = document.querySelector("input[data-author]");
  if (name) name.value = kept(`name:${path}`) || "";
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-author]")) keep(`name:${path}`, event.target.value.slice(0, 60));
  });
  onRefresh(restore);
  restore();
}

// What people type into a form is kept on this machine until the server has it.
const isText = (field) => field.matches?.("form[data-do] :is(textarea, input)[id], form[data-free] textarea[id]")
  && !["number", "checkbox", "radio", "range", "file"].includes(field.type);

const met = new WeakSet();

function restore() {
  for (const field of all("form :is(textarea, input)[id]")) {
    if (met.has(field)) continue;
    met.add(field);
    const text = isText(field) && !field.value && !field.disabled ? kept(`typed:${path}${field.id}`) : null;
    if (text) field.value = text;
  }
}

// Empty a form that was sent, but for what was typed since `sent` was taken.
export function clear(form, sent = null) {
  const since = [...form.elements].filter((field) => sent && isText(field) && sent.get(field) !== field.value);
  const texts = since.map((field) => field.value);
  for (const field of form.elements) if (isText(field) && !since.includes(field)) keep(`typed:${path}${field.id}`, null);
  form.reset();
  since.forEach((field, place) => { field.value = texts[place]; });
  return since.length === 0;
}

async function submit(form) {
  const data = { ...args(form), ...values(form) };
  const sent = new Map([...form.elements].map((field) => [field, field.value]));
  if (form.dataset.chosenTurn !== undefined) data.turn = Number(form.dataset.turn);
  try {
    await act(form.dataset.do, data);
  } catch (error) {
    refuse(error.message);
    if (error.field && form.elements[error.field]?.focus) form.elements[error.field].focus();
    return;
  }
  if (!clear(form, sent)) return;
  if (form.closest("dialog") && form.classList.contains("fields")) form.closest("dialog").close();
}

// The fields of a form as the command wants them.
export function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled) continue;
    const kind = field.dataset.type;
    if (kind === "list") {
      found[field.name] ??= [];
      if (field.checked) found[field.name].push(field.value);
    } else if (field.type === "radio") {
      if (field.checked) found[field.name] = kind === "int" ? Number(field.value) : field.value;
    } else if (kind === "int") found[field.name] = Number(field.value);
    else if (kind === "minutes") found[field.name] = Math.round(Number(field.value) * 60);
    else if (kind === "ruling") Object.assign(found, JSON.parse(field.value));
    else if (kind === "optional-int") { if (field.value) found[field.name] = Number(field.value); }
    else if (kind === "optional") { if (field.value) found[field.name] = field.value; }
    else if (kind === "orders") found[field.name] = field.value ? [order(field.value)] : [];
    else found[field.name] = field.value;
  }
  return found;
}

function order(text) {
  const [action, target] = text.split("|");
  return { action, target };
}
