// "?" shows the keys; a box there turns single-letter keys off, because speech input can press them by accident.
const root = document.documentElement;
const dialog = document.getElementById("keys-dialog");
const box = dialog?.querySelector("[data-keys-on]");
const STORED = "ttdn.keys";

function apply(on) {
  root.dataset.keys = on ? "on" : "off";
  if (box) box.checked = on;
}

apply(localStorage.getItem(STORED) !== "off");

box?.addEventListener("change", () => {
  localStorage.setItem(STORED, box.checked ? "on" : "off");
  apply(box.checked);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || root.dataset.keys === "off" || !dialog || dialog.open) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog[open]")) return;
  event.preventDefault();
  dialog.showModal();
});
