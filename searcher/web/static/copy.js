// Copy buttons: `data-copy` is the id of what is copied, `data-copy-link` an address of this server.
// Without a script they stay hidden.
"use strict";

const BUTTONS = "[data-copy], [data-copy-link]";

const told = document.createElement("p");
told.className = "hidden";
told.setAttribute("role", "status");
document.body.append(told);

async function copy(button) {
  const from = document.getElementById(button.dataset.copy);
  const link = button.dataset.copyLink;
  const text = link ? new URL(link, location.href).href : from.innerText.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Only a page from this machine, or over https, may write to the clipboard.
    select(from, text);
    return;
  }
  told.textContent = "Copied.";
  const before = [...button.childNodes];
  button.textContent = "Copied";
  setTimeout(() => button.replaceChildren(...before), 1500);
}

// Select what is to be copied; an address is on no page, and is shown to be copied.
function select(from, text) {
  if (!from) {
    window.prompt("Copy this link:", text);
    return;
  }
  const range = document.createRange();
  range.selectNodeContents(from);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  told.textContent = "Selected: copy it with the keys of your browser.";
}

function show() {
  for (const button of document.querySelectorAll(BUTTONS)) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(BUTTONS);
  if (button) copy(button);
});
document.addEventListener("searcher:shown", show);
show();
