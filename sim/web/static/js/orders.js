// Cards and the tray: what a seat drafts is sent as it is changed, and kept here while it cannot be.
import { all, isReadOnly, keep, kept, names, one, path, refuse, say } from "./page.js";
import { act, Offline } from "./send.js";
import { onRefresh, onReturn } from "./live.js";
import { clear } from "./form.js";
import { open } from "./dialog.js";
import { bind, focus } from "./keys.js";

const WAIT = 700, AGAIN = 5000, UNSENT = "unsent:";
let local = null, timer = 0, sending = null, again = 0;

const slots = () => all("#tray [data-draft]");
const isOpen = () => one("#tray")?.dataset.open === "1" && !isReadOnly;
const key = () => `drafts:${path}${one("#own").dataset.branch}:${one("#own").dataset.turn}`;

export function start() {
  document.addEventListener("click", clicked);
  document.addEventListener("input", (event) => { if (event.target.matches("#tray textarea")) changed(); });
  document.addEventListener("submit", (event) => { if (event.target.matches("form[data-free]")) free(event.target); });
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.("#cards .card");
    if (card && event.target === card) onCard(event, card);
    const slot = event.target.closest?.(".slot");
    if (event.key === "Delete" && slot && !event.target.matches("textarea")) remove(Number(slot.dataset.slot));
  });
  for (const n of [1, 2, 3]) bind(String(n), () => focus(`#why-${n}`) || focus(`#slot-${n} button`));
  bind("s", () => { if (!isOpen()) return false; open("seal"); });
  bind("c", () => { all("#cards .card").find((card) => !card.hidden)?.focus(); });
  bind("m", () => open("talk"));
  onReturn(resend);
  onRefresh(mark);
  onRefresh(showUnsent);
  showUnsent();
  resend();
}

function clicked(event) {
  const button = event.target.closest("[data-act]");
  if (!button || button.disabled) return;
  const card = button.closest(".card");
  if (button.dataset.act === "add" && card) add(card);
  if (button.dataset.act === "way") byWay(button.closest(".way"));
  if (button.dataset.act === "take" && card) remove(Number(card.dataset.order));
  if (button.dataset.act === "remove") remove(Number(button.closest(".slot").dataset.slot));
  if (button.dataset.act === "seal") seal();
  if (button.dataset.act === "discard") { keep(`${UNSENT}${path}`, null); showUnsent(); }
}

function onCard(event, card) {
  if (event.key === "Enter") { add(card); event.preventDefault(); }
  if ((event.key === "Delete" || event.key === "Backspace") && card.dataset.order) remove(Number(card.dataset.order));
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns() }[event.key];
  if (!step) return;
  const shown = all("#cards .card").filter((one) => !one.hidden);
  shown[shown.indexOf(card) + step]?.focus();
  event.preventDefault();
}

function columns() {
  return getComputedStyle(one("#cards")).gridTemplateColumns.split(" ").length;
}

// The drafts as this screen has them: the server's, with the reasons as they stand in the fields.
function drafts() {
  if (local) return local;
  return slots().map((slot) => ({
    ...given(JSON.parse(slot.dataset.draft)),
    rationale: one("textarea", slot).value,
  }));
}

function given(draft) {
  return draft.free ? { free: draft.free } : { action: draft.action, target: draft.target, times: draft.times };
}

function add(card) {
  if (!isOpen() || !card.dataset.legal) { say(card.getAttribute("aria-label"), true); return; }
  const { action, target } = card.dataset;
  const orders = withReasons();
  const same = orders.find((order) => order.action === action && order.target === target);
  if (same && same.times >= Number(card.dataset.max)) return refuse("No more of this can be ordered in one turn.");
  if (!same && orders.length >= 3) return refuse("All three slots are taken. Remove one first.");
  if (same) same.times += 1;
  else orders.push({ action, target, times: 1, rationale: "" });
  send(orders);
}

// What is chosen in a crisis is the card of that act, drafted.
function byWay(way) {
  const chosen = one("[data-way-act]", way).value;
  const card = all("#cards .card").find((other) => other.dataset.card === chosen);
  if (card) add(card);
}

function remove(slot) {
  if (!isOpen()) return;
  const orders = withReasons().filter((_, place) => place !== slot - 1);
  all("#tray textarea").forEach((field, place) => { field.value = orders[place]?.rationale ?? ""; });
  send(orders);
}

function free(form) {
  const orders = withReasons(), text = form.elements.free.value, why = form.elements.rationale.value;
  if (orders.length >= 3) return refuse("All three slots are taken. Remove one first.");
  orders.push({ free: text, rationale: why });
  send(orders).then((isSent) => {
    if (!isSent || form.elements.free.value !== text || form.elements.rationale.value !== why) return;
    clear(form);
    form.closest("dialog").close();
  });
}

function changed() {
  clearTimeout(timer);
  clearTimeout(again);
  keep(key(), withReasons());
  timer = setTimeout(() => send(withReasons()), WAIT);
}

function withReasons(orders = drafts()) {
  const fields = all("#tray textarea");
  return orders.map((order, place) => ({ ...order, rationale: fields[place] ? fields[place].value : order.rationale }));
}

// One request at a time; of several changes the last one goes.
function send(orders) {
  clearTimeout(timer);
  timer = 0;
  local = orders;
  keep(key(), orders);
  sending ??= run().finally(() => { sending = null; });
  return sending;
}

// A field is called saved only when the server has said so, and only if nothing was typed since.
async function run() {
  let sent = null;
  while (local !== null && local !== sent) {
    sent = local;
    try {
      await act("draft", { orders: sent });
    } catch (error) {
      if (error instanceof Offline) {
        keep(key(), withReasons(local));
        again = setTimeout(resend, AGAIN);
        refuse(`${error.message} What you typed is kept here and sent again.`);
        return false;
      }
      refuse(error.message);
      if (local !== sent) continue;
      local = null;
      // What was refused goes; what was typed to it stays in the fields, and here.
      const isTyped = all("#tray textarea").some((field) => field.value !== field.defaultValue);
      keep(key(), isTyped ? withReasons() : null);
      showUnsent();
      return false;
    }
    all("#tray textarea").forEach((field, place) => {
      if (field.value === (sent[place]?.rationale ?? "")) field.dataset.saved = "1";
    });
  }
  local = null;
  if (!timer) keep(key(), null);
  return true;
}

// What could not be sent when this screen was cut off, or closed, is sent now.
function resend() {
  clearTimeout(again);
  const orders = kept(key());
  if (!orders || !isOpen()) return showUnsent();
  send(orders);
}

// What the server refused, or what is left of a turn that is over, is shown until it is discarded.
function setAside(orders) {
  const saved = new Set(all("#tray textarea").map((field) => field.defaultValue));
  const texts = orders.flatMap((order) => [order.free, order.rationale]).filter((text) => text && !saved.has(text));
  if (texts.length) keep(`${UNSENT}${path}`, [...new Set([...(kept(`${UNSENT}${path}`) || []), ...texts])]);
}

function showUnsent() {
  const box = one("#unsent");
  if (!box) return;
  const here = key();
  for (const name of names(`drafts:${path}`)) {
    if (name === here && isOpen()) continue;
    const orders = kept(name) || [];
    keep(name, null);
    setAside(orders);
  }
  const texts = kept(`${UNSENT}${path}`) || [];
  box.hidden = !texts.length;
  one("#unsent-text").replaceChildren(...texts.map((text) => {
    const line = document.createElement("li");
    line.textContent = text;
    return line;
  }));
}

async function seal() {
  const dialog = one("#seal");
  const missing = all("#tray textarea").filter((field) => !field.value.trim());
  dialog.close();
  if (missing.length) { missing.forEach(invalid); missing[0].focus(); return; }
  if (timer && !(await send(withReasons()))) return;
  if (sending && !(await sending)) return;
  try {
    await act("seal");
    say("Orders sealed");
    one("#tray")?.scrollIntoView({ block: "nearest" });
  } catch (error) { refuse(error.message); }
}

const bare = new Set();
function invalid(field) {
  bare.add(field.id);
  mark();
}

function mark() {
  for (const id of [...bare]) {
    const field = document.getElementById(id);
    const isBare = field && !field.value.trim();
    if (!isBare) bare.delete(id);
    if (!field) continue;
    field.toggleAttribute("aria-invalid", isBare);
    if (isBare) field.setAttribute("aria-invalid", "true");
    const told = document.getElementById(`${id}-error`);
    if (told) told.hidden = !isBare;
    if (isBare) field.setAttribute("aria-describedby", `${id}-error`);
  }
}
document.addEventListener("input", () => { if (bare.size) mark(); });
