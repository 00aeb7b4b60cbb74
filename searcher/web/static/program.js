// A link to a turn (`#turn-1234`) of a long program: the page that has it is asked for.
"use strict";

function findTurn() {
  const found = location.hash.match(/^#turn-(\d{1,9})$/);
  if (!found || document.getElementById(`turn-${found[1]}`)) return;
  const asked = new URLSearchParams(location.search);
  // The server was asked for this turn already: there is no such turn.
  if (asked.get("turn") === found[1]) return;
  asked.set("turn", found[1]);
  location.replace(`?${asked}${location.hash}`);
}

window.addEventListener("hashchange", findTurn);
findTurn();
