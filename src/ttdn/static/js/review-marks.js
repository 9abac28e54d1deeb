// The item in hand marks, in the document, the very words that its fields were read from.
function clear() {
  for (const mark of document.querySelectorAll(".source-block .words mark")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

// The last mark of a paragraph first: what stands before it stays one run of text.
function mark([block, start, end]) {
  const words = document.getElementById(`doan-${block}`)?.querySelector(".words");
  const text = words?.firstChild;
  if (text?.nodeType !== Node.TEXT_NODE || end > text.length || start >= end) return;
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, end);
  range.surroundContents(document.createElement("mark"));
}

let current = null;
function show(event) {
  const item = event.target.closest("[data-marks]");
  if (!item || item === current) return;
  current = item;
  clear();
  // The engine counts code points; Vietnamese has none beyond the basic plane.
  JSON.parse(item.dataset.marks || "[]").sort((one, other) => other[1] - one[1]).forEach(mark);
}

document.addEventListener("focusin", show);
document.addEventListener("click", show);
