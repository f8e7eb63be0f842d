// Asks for futures; the last answer stays until the next is there.
import { one, path } from "./page.js";
import { read } from "./send.js";
import { onRefresh } from "./live.js";

let madeFor = null;

export function start() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-act=forecast]")) ask();
  });
  if (document.body.dataset.role === "desk") onRefresh(keepUp);
}

// The desk has the futures of every new turn and branch before anybody asks.
function keepUp() {
  const { turn, branch } = one("#own").dataset;
  if (madeFor === turn + branch || !one("#forecast-ask")) return;
  madeFor = turn + branch;
  ask();
}

async function ask() {
  const button = one("#forecast-ask"), state = one("#forecast-state"), place = one("#forecast-answer");
  button.disabled = true;
  state.textContent = "Working out the futures …";
  place.classList.add("busy");
  const since = performance.now();
  try {
    const answer = await fetch(`${path}forecast`, { cache: "no-store" });
    if (!answer.ok) await read(answer);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.children);
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    const turn = one("#own").dataset.turn;
    state.textContent = `Made in turn ${turn}, in ${seconds} s`;
  } catch (error) { state.textContent = error.message || "The server does not answer."; }
  place.classList.remove("busy");
  button.disabled = false;
}
