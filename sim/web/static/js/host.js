// The page of the host: another session, and its links, shown once.
import { one, refuse } from "./page.js";
import { post } from "./send.js";
import { values } from "./form.js";

export function start() {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-session]");
    if (!form) return;
    const button = one("button", form);
    button.disabled = true;
    try { show(await post("session", values(form))); } catch (error) { refuse(error.message); }
    button.disabled = false;
  });
}

function show({ links, warning }) {
  const list = document.createElement("dl");
  list.className = "link-list";
  for (const { viewer, path } of links) {
    const name = document.createElement("dt"), place = document.createElement("dd");
    name.textContent = viewer;
    place.textContent = new URL(path, location.origin).href;
    list.append(name, place);
  }
  const title = document.createElement("h3");
  title.textContent = "Links, shown once";
  const note = document.createElement("p");
  note.className = "hot";
  note.textContent = warning || "";
  note.hidden = !warning;
  one("#new-links").replaceChildren(title, list, note);
}
