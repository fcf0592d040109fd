import type { Page } from "playwright-core";

/** An address without a page. */
const NOWHERE = "/nowhere";

/**
 * Opens a path as a link of the page would: the browser needs four times as long to load the page anew. A page without
 * content comes in between, so that a test cannot take content of the page before for content of the new page.
 */
export async function follow(page: Page, path: string): Promise<void> {
  const between = page.getByText("There is no page at this address");
  await push(page, NOWHERE);
  await between.waitFor();
  if (path === NOWHERE) return;
  await push(page, path);
  await between.waitFor({ state: "detached" });
}

/** The router of the page watches its history. */
const push = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`history.pushState(null, "", ${JSON.stringify(path)})`);
