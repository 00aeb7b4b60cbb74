// Copy buttons: `data-copy` is the id of what is copied. Without a script they stay hidden.
"use strict";

const told = document.createElement("p");
told.className = "hidden";
told.setAttribute("role", "status");
document.body.append(told);

async function copy(button) {
  const from = document.getElementById(button.dataset.copy);
  if (!from) return;
  const text = from.innerText.trim();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Only a page from this machine, or over https, may write to the clipboard: select it instead.
    const range = document.createRange();
    range.selectNodeContents(from);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    told.textContent = "Selected: copy it with the keys of your browser.";
    return;
  }
  told.textContent = "Copied.";
  const before = [...button.childNodes];
  button.textContent = "Copied";
  setTimeout(() => button.replaceChildren(...before), 1500);
}

function show(within) {
  for (const button of within.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
document.addEventListener("searcher:shown", () => show(document));
show(document);
