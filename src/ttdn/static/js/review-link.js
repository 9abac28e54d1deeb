// Item and paragraph light up together: an item names its blocks in data-blocks, a block is found by its id.
function blocksOf(item) {
  return (item.dataset.blocks ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id));
}

function light(item) {
  for (const old of document.querySelectorAll(".source-block.lit, [data-review-item].on")) {
    old.classList.remove("lit", "on");
  }
  item.classList.add("on");
  const blocks = blocksOf(item).filter(Boolean);
  for (const block of blocks) block.classList.add("lit");
  blocks[0]?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-review-item]");
  if (item && !item.classList.contains("on")) light(item);
});

document.addEventListener("click", (event) => {
  const item = event.target.closest("[data-review-item]");
  if (item) {
    if (!item.classList.contains("on")) light(item);
    return;
  }
  const block = event.target.closest(".source-block[id]");
  if (!block || String(window.getSelection())) return;
  const owner = [...document.querySelectorAll("[data-review-item]")].find((one) => blocksOf(one).includes(block));
  if (!owner) return;
  light(owner);
  owner.scrollIntoView({ block: "nearest" });
});
