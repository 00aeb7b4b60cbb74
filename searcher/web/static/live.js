// Results as one types: the page is fetched when typing pauses, and its results are put in place.
"use strict";

const field = document.getElementById("q");
const main = document.getElementById("content");
const PAUSE = 300;
const FEWEST = 3;

let waiting = 0;
let running = null;
let shown = field ? field.value.trim() : "";

const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");
document.body.append(status);

async function search() {
  const q = field.value.trim();
  if (q.length < FEWEST || q === shown) return;
  if (running) running.abort();
  running = new AbortController();
  const address = `/search?${new URLSearchParams(new FormData(field.form))}`;
  try {
    const answer = await fetch(address, { signal: running.signal, headers: { accept: "text/html" } });
    // A search that is half typed cannot be read yet: what is there stays.
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("content");
    if (!found || !found.classList.contains("results")) return;
    main.replaceChildren(...found.childNodes);
    main.className = found.className;
    document.title = page.title;
    // Where a form of words, or an empty field, was sent on to.
    history.replaceState(null, "", answer.url);
    shown = q;
    status.textContent = main.querySelector("h1").innerText;
    document.dispatchEvent(new CustomEvent("searcher:shown"));
  } catch (error) {
    // The next letter has ended it, or the server is gone: Enter still works.
    if (error.name !== "AbortError") status.textContent = "";
  }
}

if (field && main.classList.contains("results")) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  });
  field.form.addEventListener("submit", () => clearTimeout(waiting));
}
