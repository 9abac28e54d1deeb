// A flash message goes when its reader says so, never by itself: an undo must not run away.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-message-close]");
  if (!button) return;
  button.closest("[data-message]").remove();
  document.getElementById("main")?.focus({ preventScroll: true });
});
