// Keys that hold everywhere; each screen adds its own with `bind`.
import { isTyping, one } from "./page.js";
import { isOpen, open, turn } from "./dialog.js";

const bound = new Map();
export const bind = (key, work) => bound.set(key, work);

export function start() {
  bind("?", () => open("keys"));
  bind("d", turn);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || isOpen()) return;
    const work = bound.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (work && work(event) !== false) event.preventDefault();
  });
  bind("l", () => focus("#rungs"));
}

export function focus(selector) {
  const found = one(selector);
  if (!found) return false;
  found.focus();
  return true;
}
