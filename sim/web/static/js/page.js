// Small things that every part needs.
export const path = document.body.dataset.path;
export const isReadOnly = document.body.dataset.readonly === "1";
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function say(text, isUrgent = false) {
  const place = one(isUrgent ? "#alarm" : "#say");
  if (place) { place.textContent = ""; place.textContent = text; }
}

let hiding = 0;
export function refuse(text) {
  const toast = one("#refused");
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { toast.hidden = true; }, 9000);
}

export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch { /* a full or forbidden storage costs the draft on this machine only */ }
}

export function kept(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

// The names of what is kept that begin like this.
export function names(start) {
  try { return Object.keys(localStorage).filter((name) => name.startsWith(start)); } catch { return []; }
}

export function isTyping(target) {
  return target.matches?.("input:not([type=radio]):not([type=checkbox]), textarea, select");
}
