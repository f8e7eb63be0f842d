// The countdown, spoken at 5, 1 and 0 minutes; and times of day in this machine's own.
import { all, one, say } from "./page.js";
import { now, onRefresh } from "./live.js";

const SPOKEN = [[300, "5 minutes left"], [60, "1 minute left"], [0, "Time is up: orders close"]];
let last = null;

export function start() {
  setInterval(tick, 250);
  setInterval(times, 15000);
  onRefresh(times);
  onRefresh(tick);
  times();
}

function tick() {
  const clock = one("#clock");
  if (!clock || !clock.dataset.ends) { last = null; return; }
  const left = Math.max(0, Number(clock.dataset.ends) - now());
  const text = words(left);
  if (clock.textContent !== text) clock.textContent = text;
  const bar = one("#left");
  if (bar) bar.value = left;
  for (const [at, phrase] of SPOKEN) if (last !== null && last > at && left <= at) say(phrase, true);
  last = left;
}

function words(seconds) {
  const whole = Math.ceil(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}

function times() {
  for (const time of all("time[data-at]")) {
    const at = new Date(Number(time.dataset.at) * 1000);
    time.textContent = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }
  for (const time of all("time[data-ago]")) {
    const minutes = Math.floor((now() - Number(time.dataset.ago)) / 60);
    time.textContent = minutes < 1 ? "just now" : `${minutes} min ago`;
  }
}
