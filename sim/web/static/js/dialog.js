// Dialogs and the theme: what `data-open` and `data-act` of buttons say.
import { all, one } from "./page.js";
import { onRefresh } from "./live.js";

export function start() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener && !opener.disabled && opener.tagName === "BUTTON") open(opener.dataset.open, opener);
    const button = event.target.closest("[data-act]");
    if (button?.dataset.act === "close") button.closest("dialog")?.close();
    if (button?.dataset.act === "theme") turn();
  });
}

export function open(id, opener = null) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return null;
  const seat = opener?.dataset.seat;
  if (seat) for (const form of all("[data-for-seat]", dialog)) form.hidden = form.dataset.forSeat !== seat;
  dialog.showModal();
  return dialog;
}

export const isOpen = () => Boolean(one("dialog[open]"));

export function turn() {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  try {
    localStorage.setItem("theme" + (root.dataset.default ? "-projector" : ""), root.dataset.theme);
  } catch { /* for this page only */ }
}

// A form for one seat stays alone when the screen is drawn again.
onRefresh(() => {
  for (const dialog of all("dialog[open]")) {
    const shown = dialog.dataset.seat;
    if (shown) for (const form of all("[data-for-seat]", dialog)) form.hidden = form.dataset.forSeat !== shown;
  }
});
