import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { vi } from "vitest";
import { expectAccessible } from "./expect-accessible.ts";

/** The folder for screenshots of the pages. If not set, the test takes none. */
const PICTURES = process.env.SCRIP_SCREENSHOTS;

/** Each sight is checked in both themes, without loading it again. */
const THEMES = ["light", "dark"] as const;

/** Checks the page as it is now, in light and dark. Takes screenshots if they are requested. */
export async function inspect(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const theme of THEMES) {
    await showTheme(page, theme);
    if (PICTURES !== undefined) {
      await mkdir(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}-${theme}.png`), fullPage: true, animations: "disabled" });
    }
    const violations = await expectAccessible(page, theme === "light" ? "all" : "colours").then(
      () => [],
      (error: Error) => [`${name}, ${theme}: ${error.message}`],
    );
    wrong.push(...violations);
  }
  return [...wrong, ...(await tooWide(page, name))];
}

/** The width of a window of 1280 pixels at 400% zoom: no page may need horizontal scrolling (WCAG 1.4.10). */
const NARROWEST = 320;

/** Checks the page as `inspect` does, and the page of a phone in the narrowest window too. */
export async function inspectAt(page: Page, width: number, name: string): Promise<string[]> {
  const wrong = await inspect(page, `${name}-${width}`);
  return width < 600 ? [...wrong, ...(await tooWideAt(page, NARROWEST, name))] : wrong;
}

/** Runs in the page: ends all transitions, and makes later changes of colour take effect at once. */
const WITHOUT_TRANSITIONS = `(() => {
  if (document.adoptedStyleSheets.length > 0) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important }");
  document.adoptedStyleSheets = [sheet];
})()`;

/** Runs in the page: waits for two frames. By then scripts have redrawn their drawings. */
const TWO_FRAMES = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))";

/** Changes the theme, and waits until every colour belongs to the new theme. */
async function showTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.evaluate(WITHOUT_TRANSITIONS);
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate(TWO_FRAMES);
}

/** Checks the page in a narrower window. A chart takes the new width one frame after the window. */
export async function tooWideAt(page: Page, width: number, name: string): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const wrong = await vi
    .waitUntil(async () => (await tooWide(page, name)).length === 0, { timeout: 5_000, interval: 20 })
    .then(
      () => [],
      () => tooWide(page, name),
    );
  if (size !== null) await page.setViewportSize(size);
  return wrong;
}

/** Reports a page that needs horizontal scrolling. */
const tooWide = (page: Page, name: string): Promise<string[]> =>
  page.evaluate((what) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth <= clientWidth ? [] : [`${what} is ${scrollWidth} pixels wide in a window of ${clientWidth}`];
  }, name);
