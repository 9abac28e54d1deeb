// Filters apply as soon as they are chosen; without script the form keeps its button.
function hideButtons(root) {
  for (const button of root.querySelectorAll("form[data-autosubmit] [data-autosubmit-button]")) button.hidden = true;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

document.addEventListener("htmx:load", (event) => hideButtons(event.target));
hideButtons(document);
