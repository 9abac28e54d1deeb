// In a review: j and k walk through the items, n goes to the next one that holds a doubt.
function items() {
  return [...document.querySelectorAll("[data-review-item]")];
}

function move(list, next) {
  const item = list[next];
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(key, list) {
  const at = list.indexOf(document.activeElement?.closest?.("[data-review-item]"));
  if (key === "j") return Math.min(at + 1, list.length - 1);
  if (key === "k") return Math.max(at - 1, 0);
  const later = list.findIndex((item, place) => place > at && item.querySelector(".doubt"));
  return later >= 0 ? later : list.findIndex((item) => item.querySelector(".doubt"));
}

document.addEventListener("keydown", (event) => {
  if (!["j", "k", "n"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.documentElement.dataset.keys === "off") return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  const list = items();
  move(list, step(event.key, list));
});
