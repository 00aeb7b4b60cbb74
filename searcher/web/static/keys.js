// Keys: `/` goes to the search field, `j` and `k` (or `n` and `p`) from hit to hit, Enter opens one.
// They can be turned off on the help page, for whoever speaks to the browser (WCAG 2.1.4).
"use strict";

const OFF = "searcher-keys-off";

function isOff() {
  try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable], audio, video") !== null;
}

function step(by) {
  const hits = [...document.querySelectorAll(".hit")];
  if (!hits.length) return;
  const focused = hits.findIndex((hit) => hit.contains(document.activeElement));
  // A link to a turn shows it, and gives it no focus.
  const now = focused < 0 ? hits.findIndex((hit) => hit.matches(":target")) : focused;
  const next = hits[now < 0 ? (by > 0 ? 0 : hits.length - 1) : now + by];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isOff()) return;
  if (isTyping(event.target)) return;
  const field = document.getElementById("q");
  if (event.key === "/" && field) {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "j" || event.key === "n") step(1);
  else if (event.key === "k" || event.key === "p") step(-1);
  else if (event.key === "Enter" && event.target.matches(".hit")) {
    const open = event.target.querySelector("a.open, a.title");
    if (open) open.click();
  }
});

const box = document.getElementById("keys-on");
if (box) {
  box.closest("[hidden]").hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try { localStorage.setItem(OFF, box.checked ? "0" : "1"); } catch { /* It is not kept. */ }
  });
}
