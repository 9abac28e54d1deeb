// A request in place that fails says so where messages stand, and leaves the page as it was.
function report() {
  const words = document.getElementById("failed-request");
  const place = document.getElementById("messages");
  if (!words || !place) return;
  place.replaceChildren(words.content.cloneNode(true));
  place.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:responseError", report);
document.addEventListener("htmx:sendError", report);
document.addEventListener("htmx:timeout", report);
