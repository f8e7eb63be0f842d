// Makes a part of the page equal to what the server sent, and leaves alone what need not change:
// focus, caret, scroll, open dialogs, and text that was typed and not yet sent.

const FIELDS = new Set(["INPUT", "TEXTAREA", "SELECT"]);

export function morph(from, to) {
  const focused = document.activeElement;
  const trail = ids(focused);
  children(from, to);
  if (document.activeElement === focused || focused === document.body) return;
  for (const id of trail) {
    const found = document.getElementById(id);
    if (!found) continue;
    if (found.tabIndex < 0 && !found.hasAttribute("tabindex")) found.tabIndex = -1;
    found.focus({ preventScroll: true });
    return;
  }
}

function ids(node) {
  const found = [];
  for (let at = node; at; at = at.parentElement) if (at.id) found.push(at.id);
  return found;
}

function children(from, to) {
  const wanted = new Set([...to.children].map((child) => child.id).filter(Boolean));
  const here = new Map([...from.children].filter((child) => child.id).map((child) => [child.id, child]));
  let at = from.firstChild;
  for (const next of [...to.childNodes]) {
    while (at && at.id && !wanted.has(at.id)) { const gone = at; at = at.nextSibling; gone.remove(); }
    const same = next.id ? here.get(next.id) : null;
    if (same && same.nodeName === next.nodeName) {
      // What stands in between goes, so that `same` need not be moved: a move would close a dialog.
      while (at && at !== same && !wanted.has(at.id || "")) { const gone = at; at = at.nextSibling; gone.remove(); }
      if (same !== at) from.insertBefore(same, at);
      else at = at.nextSibling;
      node(same, next);
    } else if (!next.id && at && !at.id && at.nodeName === next.nodeName) {
      const old = at;
      at = at.nextSibling;
      node(old, next);
    } else {
      from.insertBefore(document.importNode(next, true), at);
    }
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
}

function node(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  const before = FIELDS.has(from.nodeName) ? state(from) : null;
  attributes(from, to);
  if (from.hasAttribute("data-keep") && to.hasAttribute("data-keep")) return;
  if (from.nodeName === "TEXTAREA") from.defaultValue = to.defaultValue;
  else children(from, to);
  if (before) settle(from, before);
}

function attributes(from, to) {
  for (const { name, value } of [...to.attributes]) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    const isOurs = name === "data-saved" || (name === "open" && from.nodeName === "DIALOG");
    if (!to.hasAttribute(name) && !isOurs) from.removeAttribute(name);
  }
}

// What a field holds, and whether that is something only this screen knows.
function state(field) {
  const isSaved = field.dataset.saved === "1";
  if (field.nodeName === "SELECT") {
    const isOwn = [...field.options].some((option) => option.selected !== option.defaultSelected)
      && !(field.selectedIndex <= 0 && ![...field.options].some((o) => o.defaultSelected));
    return { value: field.value, isOwn: isOwn && !isSaved };
  }
  if (field.type === "radio" || field.type === "checkbox") {
    return { checked: field.checked, isOwn: field.checked !== field.defaultChecked && !isSaved };
  }
  if (field.type === "file") return { isOwn: true };
  return { value: field.value, isOwn: field.value !== field.defaultValue && !isSaved };
}

function settle(field, before) {
  if (field.type === "file") return;
  if ("checked" in before) {
    field.checked = before.isOwn ? before.checked : field.defaultChecked;
  } else if (field.nodeName === "SELECT") {
    if (before.isOwn) field.value = before.value;
    else {
      const chosen = [...field.options].findIndex((option) => option.defaultSelected);
      field.selectedIndex = Math.max(0, chosen);
    }
  } else {
    const wanted = before.isOwn ? before.value : field.defaultValue;
    if (field.value !== wanted) field.value = wanted;
  }
}
