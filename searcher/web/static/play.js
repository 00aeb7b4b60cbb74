// Hear a moment: a link with `data-play` opens a small player beside it, at its time.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-play]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const seconds = Number((link.hash.match(/t=(\d+)/) || [])[1] || 0);
  const address = link.href.split("#")[0];
  // A player on the page plays every moment of its recording.
  const player = document.querySelector("[data-player]") || small(link);
  if (player.dataset.from !== address) {
    player.dataset.from = address;
    if (player.currentSrc.split("#")[0] !== address) player.src = address;
  }
  const start = () => { player.currentTime = seconds; player.play().catch(() => {}); };
  if (player.readyState > 0) start();
  else player.addEventListener("loadedmetadata", start, { once: true });
});

function small(link) {
  for (const other of document.querySelectorAll("audio.small")) other.remove();
  const player = document.createElement("audio");
  player.className = "small";
  player.controls = true;
  player.preload = "metadata";
  player.setAttribute("aria-label", "The recording");
  link.closest("p, h2, h3, li").after(player);
  return player;
}
