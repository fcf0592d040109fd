import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** Waits until a page is open and its heading has the focus. */
export async function arrival(page: Page, title: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
}

/** Waits until a control has the focus. Keys that are pressed before go to the page or to another control. */
export const untilFocused = (control: Locator): Promise<unknown> =>
  expect.poll(() => control.evaluate((element) => element === document.activeElement)).toBe(true);

/** Presses Tab until the element has the focus. Fails if the focus is not visible on the way. */
export function tabTo(
  page: Page,
  role: "button" | "link" | "switch" | "textbox",
  name: string | RegExp,
): Promise<void> {
  return tabToElement(page, page.getByRole(role, { name, exact: true }).first(), `${role} “${name}”`);
}

/** Reaches a field by Tab and types into it. Password fields have no role, so the label names it. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabToElement(page, page.getByLabel(label, { exact: true }).first(), `field “${label}”`);
  await page.keyboard.type(text);
}

/** Reaches an element by Tab and presses Enter. */
export async function enter(page: Page, role: "button" | "link", name: string | RegExp): Promise<void> {
  await tabTo(page, role, name);
  await page.keyboard.press("Enter");
}

async function tabToElement(page: Page, wanted: Locator, what: string): Promise<void> {
  await wanted.waitFor();
  const hasFocus = () => wanted.evaluate((element) => element === document.activeElement);
  for (let press = 0; press < 60; press += 1) {
    if (await hasFocus()) return;
    await page.keyboard.press("Tab");
    if (!(await focused(page)).isBody) await expectSeen(page);
  }
  if (await hasFocus()) return;
  throw new Error(`Tab does not reach the ${what}.`);
}

/** The element that has the focus. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body;
    const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
    const field = element.closest("label")?.textContent ?? element.labels?.[0]?.textContent ?? "";
    return {
      isBody: element === document.body || element === document.documentElement,
      name: (label.trim() || field || "").trim(),
      path: element.outerHTML.slice(0, 160),
    };
  });

/** Fails if the focus is not visible: no outline on the focused element, or on the element that represents it. */
export async function expectSeen(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "nothing has the focus";
    const isVisible = (style: ReturnType<typeof getComputedStyle>): boolean =>
      style.outlineStyle !== "none" &&
      Number.parseFloat(style.outlineWidth) >= 1 &&
      !/, 0\)$|transparent/.test(style.outlineColor);
    // Chromium itself shows which part of a date has the focus. No style has this information.
    if (element.getAttribute("type") === "datetime-local") return "";
    // A row shows the focus of its link, and a frame the focus of its field.
    for (
      let shown: PageElement | null = element, steps = 0;
      shown !== null && steps < 4;
      shown = shown.parentElement, steps += 1
    )
      if (isVisible(getComputedStyle(shown))) return "";
    return element.outerHTML.slice(0, 200);
  });
  expect(found, "a focused element without visible focus").toBe("");
}
