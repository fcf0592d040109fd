/** How the pages look: as the system does, unless a person chose. */
export type Theme = "system" | "light" | "dark";

const KEY = "scrip.theme";
const listeners = new Set<() => void>();

const isTheme = (value: string | null): value is Theme => value === "system" || value === "light" || value === "dark";

function kept(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return isTheme(value) ? value : "system";
  } catch {
    // Storage can be switched off; the system's theme is always there.
    return "system";
  }
}

let current: Theme = kept();

export const themeNow = (): Theme => current;

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a theme without keeping it, as the kit page does for `?theme=dark`. */
export function showTheme(theme: Theme): void {
  current = theme;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/** Shows a theme and keeps it for the next visit. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it lasts as long as the page.
  }
  showTheme(theme);
}

showTheme(current);
