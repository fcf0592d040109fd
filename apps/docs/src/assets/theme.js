/* Runs before the first paint: the theme that a person chose in Scrip holds here too. */
try {
  const theme = localStorage.getItem("scrip.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A person can switch storage off.
}
