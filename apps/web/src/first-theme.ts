/*
 * Runs before the first paint, as a classic script: shows the chosen theme, shows the skeleton of the shell at an
 * address of an organization, and says so if a script of the page does not load. `shell/theme.ts` has the same key.
 */
const root = document.documentElement;
try {
  const theme = localStorage.getItem("scrip.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // A person can switch storage off.
}
if (location.pathname.startsWith("/o/")) root.dataset.first = "shell";
addEventListener(
  "error",
  ({ target }) => {
    const isFile = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
    // Later the shell itself says what could not be loaded.
    if (isFile && root.dataset.first !== "done") root.dataset.first = "problem";
  },
  true,
);
