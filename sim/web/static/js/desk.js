// What the facilitator does now and then: links, lists from a file, notes by key.
import { one, refuse, say } from "./page.js";
import { post, upload } from "./send.js";
import { refresh } from "./live.js";
import { bind, focus } from "./keys.js";
import { open } from "./dialog.js";

export function start() {
  bind("n", () => focus("#note-text"));
  bind("t", () => open("talk"));
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-link]")) newLink(event.target);
    if (event.target.matches("form[data-what-if]")) whatIf(event.target);
  });
  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-act=add-list]")) return addList();
    const button = event.target.closest("[data-act=revoke]");
    if (!button) return;
    try { await post("revoke", { key: button.dataset.key }); } catch (error) { refuse(error.message); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-upload]") && event.target.files.length) readList(event.target);
  });
}

async function newLink(form) {
  try {
    const { viewer, path } = await post("link", { viewer: form.elements.viewer.value });
    const place = one("#new-link");
    const link = document.createElement("code");
    link.textContent = new URL(path, location.origin).href;
    place.replaceChildren(`For ${viewer}, shown once: `, link);
  } catch (error) { refuse(error.message); }
}

async function whatIf(form) {
  const place = one("#whatif-answer"), button = one("button", form);
  button.disabled = true;
  place.textContent = "Working it out …";
  try {
    const { words } = await post("what-if", JSON.parse(form.elements.order.value));
    place.replaceChildren(...words.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }));
  } catch (error) { place.textContent = error.message; }
  button.disabled = false;
}

let list = null;

// First shown as it was understood; added only when that is confirmed.
async function readList(field) {
  const [where, file] = [field.dataset.upload, field.files[0]];
  try {
    const { understood } = await upload(where, file, true);
    list = { where, file };
    one("#understood").textContent = understood.join("\n");
    open("list");
  } catch (error) { refuse(error.message || "The list could not be sent."); }
  field.value = "";
}

async function addList() {
  if (!list) return;
  try {
    const found = await upload(list.where, list.file);
    list = null;
    one("#list").close();
    await refresh(found.version);
    say("The list was added");
  } catch (error) { refuse(error.message || "The list could not be sent."); }
}
