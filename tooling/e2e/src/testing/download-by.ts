import type { Locator } from "playwright-core";

/** A file that a page offers. */
export interface DownloadedFile {
  /** The name that the server gives the file. */
  readonly name: string;
  readonly text: string;
}

interface Answer {
  /** Whether the browser would have downloaded the file. */
  readonly isDownload: boolean;
  readonly status: number;
  readonly disposition: string;
  readonly text: string;
}

/** Runs in the page: clicks a link, keeps the browser from following it, and reads the file with the page's cookies. */
const CLICK = `async (address) => {
  const link = [...document.links].find((each) => each.getAttribute("href") === address);
  let isDownload = false;
  const stop = (event) => {
    isDownload = !event.defaultPrevented && link.hasAttribute("download");
    event.preventDefault();
  };
  window.addEventListener("click", stop, { once: true });
  link.click();
  const answer = await fetch(link.href);
  const disposition = answer.headers.get("content-disposition") ?? "";
  return { isDownload, status: answer.status, disposition, text: await answer.text() };
}`;

/**
 * Clicks a link to a file, and reads the file. The browser does not download it, because the headless shell sometimes
 * reports no download.
 */
export async function downloadBy(link: Locator): Promise<DownloadedFile> {
  const address = JSON.stringify(await link.getAttribute("href"));
  const { isDownload, status, disposition, text } = await link.page().evaluate<Answer>(`(${CLICK})(${address})`);
  const [, name] = /^attachment; filename="([^"]+)"$/.exec(disposition) ?? [];
  if (!isDownload || status !== 200 || name === undefined)
    throw new Error(`A click on the link downloads no file: ${status} ${disposition}`);
  return { name, text };
}
