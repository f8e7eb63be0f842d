// The only way to the server: a JSON request from this page.
import { isReadOnly, kept, path, refuse } from "./page.js";
import { refresh } from "./live.js";

// It did not get there, or could not be kept there: it is to be sent again.
export class Offline extends Error {}
export class Refused extends Error {
  constructor(text, field) { super(text); this.field = field; }
}

export async function post(where, document) {
  if (isReadOnly) throw new Refused("This screen is view-only.");
  let answer;
  try {
    answer = await fetch(path + where, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(document),
    });
  } catch { throw new Offline("The server does not answer."); }
  return read(answer);
}

export async function upload(where, file, look = false) {
  const answer = await fetch(`${path}${where}?name=${encodeURIComponent(file.name)}&look=${look}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream" },
    body: file,
  });
  return read(answer);
}

export async function read(answer) {
  let found = {};
  try { found = await answer.json(); } catch { /* a refusal may be a page */ }
  if (answer.status >= 500) throw new Offline(found.error || "The server is in trouble. Try again.");
  if (!answer.ok) throw new Refused(found.error || "This was refused.", found.field);
  return found;
}

// Carry out a command and show what came of it. Returns its answer; throws what was refused.
export async function act(command, data = {}) {
  const found = await post("do", { command, data, author: kept(`name:${path}`) || "" });
  await refresh(found.version);
  return found.answer;
}

// Like `act`, for buttons: what is refused is shown, and null returned.
export async function tryAct(command, data = {}) {
  try { return await act(command, data); } catch (error) { refuse(error.message); return null; }
}
