// Hears that something has changed, asks for the screen again, and knows when it is cut off.
import { morph } from "./morph.js";
import { one, path } from "./page.js";

const SILENCE = 25000;
const AGAIN = 2000;
const refreshed = [];
const returned = [];
let shown = null, wanted = null, running = null, heard = 0, source = null, offset = 0, closed = false, probing = 0;

export const now = () => Date.now() / 1000 + offset;
export const onRefresh = (work) => refreshed.push(work);
export const onReturn = (work) => returned.push(work);
export const isLost = () => !one("#lost").hidden;

export function start() {
  shown = Number(one("#screen").dataset.version || 0);
  wanted = shown;
  heard = Date.now();
  listen(shown);
  setInterval(watch, 1000);
  window.addEventListener("online", () => listen());
  refreshed.forEach((work) => work());
}

// `has` is the edition that this screen is known to be of; a server that was started again counts anew.
function listen(has = null) {
  if (closed) return;
  shown = has;
  source?.close();
  source = new EventSource(`${path}events`);
  source.addEventListener("change", (event) => { hear(event); refresh(JSON.parse(event.data).version); });
  source.addEventListener("beat", hear);
  source.onerror = () => { source.close(); lose(); probe(); };
}

function hear(event) {
  heard = Date.now();
  offset = JSON.parse(event.data).now - heard / 1000;
  if (isLost()) { one("#lost").hidden = true; returned.forEach((work) => work()); }
  if (wanted !== shown && wanted !== null) refresh(wanted);
}

function lose() {
  const at = new Date(heard);
  one("#heard").textContent = at.toLocaleTimeString("en-GB");
  one("#lost").hidden = closed;
}

// A stream that ended may mean that the link was closed, that the server restarts, or that the
// network is gone: ask, and ask again a little later.
async function probe() {
  clearTimeout(probing);
  try {
    const answer = await fetch(`${location.pathname}?part=true`, { cache: "no-store" });
    if (answer.status === 403) return shut();
    if (answer.ok && source.readyState === EventSource.CLOSED) return listen();
  } catch { /* asked again below */ }
  if (source.readyState === EventSource.CLOSED) probing = setTimeout(probe, AGAIN);
}

function watch() {
  if (Date.now() - heard > SILENCE && !closed) { lose(); listen(); heard = Date.now(); }
}

function shut() {
  closed = true;
  source?.close();
  one("#lost").hidden = true;
  const gone = document.createElement("main");
  gone.className = "alone";
  const title = document.createElement("h1");
  title.textContent = "This link does not open anything";
  const text = document.createElement("p");
  text.textContent = "Ask the facilitator for a new one.";
  gone.append(title, text);
  document.body.replaceChildren(gone);
}

// Ask for the screen until it is of this edition or a later one; one request at a time.
export function refresh(version) {
  wanted = version;
  if (!running) running = run().finally(() => { running = null; });
  return running;
}

async function run() {
  while (wanted !== shown && !closed) {
    const asked = wanted;
    let answer;
    try {
      answer = await fetch(`${location.pathname}?part=true`, { cache: "no-store" });
    } catch { lose(); return; }
    if (answer.status === 403) return shut();
    if (!answer.ok) { lose(); return; }
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    morph(one("#screen"), page.body);
    shown = asked;
    one("#screen").dataset.version = String(shown);
    refreshed.forEach((work) => work());
  }
}
