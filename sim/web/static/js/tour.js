// A first look round, once on each machine.
import { all, isReadOnly, keep, kept, one } from "./page.js";

export function start() {
  const tour = one("#tour");
  if (!tour || isReadOnly) return;
  const key = `tour:${tour.dataset.tour}`;
  let at = 0;
  const end = () => { keep(key, true); tour.close(); };
  tour.addEventListener("close", () => keep(key, true));
  tour.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "tour-end") end();
    if (act === "tour-next") show(at + 1);
  });
  function show(step) {
    const steps = all("li", tour);
    if (step >= steps.length) return end();
    at = step;
    steps.forEach((one, place) => { one.hidden = place !== at; });
    one("#tour-at").textContent = `${at + 1} of ${steps.length}`;
    one("[data-act=tour-next]", tour).textContent = at + 1 === steps.length ? "Begin" : "Next";
  }
  if (!kept(key)) tour.showModal();
}
