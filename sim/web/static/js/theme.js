// The theme before anything is drawn: the choice made on this machine, else the page's, else the system's.
(function () {
  "use strict";
  const root = document.documentElement;
  let kept = null;
  try { kept = localStorage.getItem("theme" + (root.dataset.default ? "-projector" : "")); } catch { /* no storage */ }
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;
})();
