// Cards and the tray: what a seat drafts is sent as it is changed, and kept here while it cannot be.
import { all, isReadOnly, keep, kept, one, path, refuse, say } from "./page.js";
import { act, Offline } from "./send.js";
import { onRefresh, onReturn } from "./live.js";
import { open } from "./dialog.js";
import { bind, focus } from "./keys.js";

const WAIT = 700;
let local = null, timer = 0, sending = null;

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
  resend();
}

function clicked(event) {
  const button = event.target.closest("[data-act]");
  if (!button || button.disabled) return;
  const card = button.closest(".card");
  if (button.dataset.act === "add" && card) add(card);
  if (button.dataset.act === "take" && card) remove(Number(card.dataset.order));
  if (button.dataset.act === "remove") remove(Number(button.closest(".slot").dataset.slot));
  if (button.dataset.act === "seal") seal();
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
  const orders = drafts();
  const same = orders.find((order) => order.action === action && order.target === target);
  if (same && same.times >= Number(card.dataset.max)) return refuse("No more of this can be ordered in one turn.");
  if (!same && orders.length >= 3) return refuse("All three slots are taken. Remove one first.");
  if (same) same.times += 1;
  else orders.push({ action, target, times: 1, rationale: "" });
  send(orders);
}

function remove(slot) {
  if (isOpen()) send(drafts().filter((_, place) => place !== slot - 1));
}

function free(form) {
  const orders = drafts();
  if (orders.length >= 3) return refuse("All three slots are taken. Remove one first.");
  orders.push({ free: form.elements.free.value, rationale: form.elements.rationale.value });
  send(orders).then((isSent) => { if (isSent) { form.reset(); form.closest("dialog").close(); } });
}

function changed() {
  clearTimeout(timer);
  keep(key(), withReasons());
  timer = setTimeout(() => send(withReasons()), WAIT);
}

function withReasons() {
  const fields = all("#tray textarea");
  return drafts().map((order, place) => ({ ...order, rationale: fields[place] ? fields[place].value : order.rationale }));
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

async function run() {
  let sent = null;
  while (local !== null && local !== sent) {
    sent = local;
    const texts = all("#tray textarea").map((field) => field.value);
    all("#tray textarea").forEach((field) => { field.dataset.saved = "1"; });
    try {
      await act("draft", { orders: sent });
    } catch (error) {
      if (error instanceof Offline) { local = sent; return false; }
      local = null;
      keep(key(), null);
      refuse(error.message);
      restore(texts);
      return false;
    }
  }
  local = null;
  keep(key(), null);
  return true;
}

function restore(texts) {
  all("#tray textarea").forEach((field, place) => { if (texts[place] !== undefined) field.value = texts[place]; });
}

// What could not be sent when this screen was cut off, or closed, is sent now.
function resend() {
  const orders = kept(key());
  if (!orders || !isOpen()) return;
  send(orders);
}

async function seal() {
  const dialog = one("#seal");
  const missing = all("#tray textarea").filter((field) => !field.value.trim());
  dialog.close();
  if (missing.length) { missing.forEach(invalid); missing[0].focus(); return; }
  if (timer) await send(withReasons());
  else if (sending) await sending;
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
