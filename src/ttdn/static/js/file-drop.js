// A file can be dropped on its field; the chosen name is shown, with its size, before anything is sent.
function zoneOf(event) {
  return event.target instanceof Element ? event.target.closest("[data-file-drop]") : null;
}

function sizeInWords(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let place = 0;
  let size = bytes;
  while (size >= 1024 && place < units.length - 1) {
    size /= 1024;
    place += 1;
  }
  return `${size.toLocaleString("vi", { maximumFractionDigits: place ? 1 : 0 })} ${units[place]}`;
}

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    const input = zone.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  const name = zone?.querySelector("[data-file-name]");
  if (!name) return;
  const [file] = event.target.files ?? [];
  name.hidden = !file;
  name.textContent = file ? `${file.name} · ${sizeInWords(file.size)}` : "";
});
