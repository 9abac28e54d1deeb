// Light, dark or as the system wishes: kept in a cookie so that the server can write data-theme before the first paint.
const root = document.documentElement;
root.classList.add("scripted");

const YEAR = 365 * 24 * 3600;

function markChoice() {
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme ?? "")));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice]");
  if (!button) return;
  const choice = button.dataset.themeChoice;
  if (choice) root.dataset.theme = choice;
  else delete root.dataset.theme;
  document.cookie = `ttdn_theme=${choice}; path=/; max-age=${choice ? YEAR : 0}; samesite=lax`;
  markChoice();
});

markChoice();
