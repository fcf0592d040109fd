import type { BrowserContext, Page } from "playwright-core";

/** The problems and requests of a page so far. */
export interface PageProblems {
  /** One line for each problem. */
  readonly list: () => readonly string[];
  /** The address of every request, in order. */
  readonly requests: () => readonly string[];
}

/** Runs in each page before the page's own scripts. The content security policy does not apply to it. */
const TELL_VIOLATIONS = `
  document.addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
    window.scripViolation(effectiveDirective + " blocked " + blockedURI + " at " + sourceFile + ":" + lineNumber);
  });`;

/**
 * Watches a page from before its first request: errors on its console, uncaught errors, violations of the content
 * security policy, and requests to any other origin than the server's.
 * @param isExpected returns whether the test expects a line
 */
export async function watchProblems(
  context: BrowserContext,
  page: Page,
  origin: string,
  isExpected: (line: string) => boolean,
): Promise<PageProblems> {
  const lines: string[] = [];
  const requests: string[] = [];
  const note = (line: string): void => {
    if (!isExpected(line)) lines.push(line);
  };
  await context.exposeBinding("scripViolation", (_source, line: string) => note(`content security policy: ${line}`));
  await context.addInitScript(TELL_VIOLATIONS);
  page.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} at ${message.location().url}`);
  });
  page.on("pageerror", (error) => note(`uncaught: ${error.stack || `${error.name}: ${error.message}`}`));
  page.on("request", (request) => {
    requests.push(request.url());
    if (new URL(request.url()).origin !== origin) note(`foreign request: ${request.method()} ${request.url()}`);
  });
  return { list: () => lines, requests: () => requests };
}
