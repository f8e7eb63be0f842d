(() => {
  const root = document.documentElement;
  const turns = [...document.querySelectorAll(".ladder thead [data-turn]")].map(e => +e.dataset.turn);
  if (!turns.length) return;
  root.classList.add("js");
  const points = [...document.querySelectorAll(".track [data-turn][data-branch]")].map(e => +e.dataset.turn);
  const all = (query) => [...document.querySelectorAll(query)];
  const pair = document.querySelector("#pair");
  const play = document.querySelector("#play");
  let now = +root.dataset.turn;
  let timer = 0;

  function show(turn, speak) {
    now = turn;
    for (const e of all("[data-turn]")) {
      const is = +e.dataset.turn === turn;
      e.classList.toggle("now", is);
      if (e.matches(".track a")) {
        if (is) e.setAttribute("aria-current", "true"); else e.removeAttribute("aria-current");
        e.tabIndex = is ? 0 : -1;
        if (is && speak && document.activeElement && document.activeElement.matches(".track a")) e.focus();
      }
    }
    const at = turns.indexOf(turn);
    for (const e of all(".cursor")) e.setAttribute("x", +e.dataset.left + at * +e.dataset.column);
    for (const [id, other] of [["back", turns[at - 1]], ["next", turns[at + 1]]]) {
      const button = document.getElementById(id);
      button.disabled = other === undefined;
      button.querySelector("span").textContent = other === undefined ? "" : other;
    }
    document.getElementById("spoken").textContent = speak ? "Turn " + turn : "";
  }
  function step(by, among) {
    const later = among.filter(t => by > 0 ? t > now : t < now);
    if (later.length) show(by > 0 ? later[0] : later[later.length - 1], true);
    return later.length > 0;
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.setAttribute("aria-pressed", "false");
    play.querySelector("span").textContent = "Play";
  }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (now === turns[turns.length - 1]) show(turns[0], true);
    play.setAttribute("aria-pressed", "true");
    play.querySelector("span").textContent = "Pause";
    timer = setInterval(() => { if (!step(1, turns)) stop(); }, 1200);
  });
  document.getElementById("back").addEventListener("click", () => step(-1, turns));
  document.getElementById("next").addEventListener("click", () => step(1, turns));
  document.getElementById("print").addEventListener("click", () => print());
  for (const e of all(".track a")) e.addEventListener("click", (event) => {
    event.preventDefault();
    show(+e.dataset.turn, true);
    e.focus();
  });
  for (const e of all(".ladder thead [data-turn], .ladder td[data-turn]")) e.addEventListener("click", () => show(+e.dataset.turn, true));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input, textarea, summary")) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by, event.shiftKey ? points : turns);
  });
  function choose() { for (const e of all("[data-pair]")) e.classList.toggle("shown", e.dataset.pair === pair.value); }
  pair.addEventListener("change", choose);
  const opened = new Set();
  addEventListener("beforeprint", () => { for (const e of all("details:not([open])")) { e.open = true; opened.add(e); } });
  addEventListener("afterprint", () => { for (const e of opened) e.open = false; opened.clear(); });
  choose();
  const asked = /^#turn-(\d+)$/.exec(location.hash);
  show(asked && turns.includes(+asked[1]) ? +asked[1] : now, false);
})();
