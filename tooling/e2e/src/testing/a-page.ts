import { connectBrowser, type OpenBrowser } from "@scrip/browser";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect, inject, onTestFinished } from "vitest";
import { signIn } from "./a-person.ts";
import type { Server } from "./a-server.ts";
import type {} from "./global-setup.ts";
import { watchProblems } from "./page-problems.ts";

export interface PageOptions {
  /** The colour scheme of the system. Light if not given. */
  readonly theme?: "light" | "dark";
  /** In pixels: 1440 if not given. A phone has 390. */
  readonly width?: number;
  readonly height?: number;
  /** True if not given: the owner of all organizations of the server. */
  readonly signedIn?: boolean;
  /** Signs in as another person. */
  readonly as?: { readonly cookie: string };
  /** Patterns of the lines of `PageProblems` that this test expects. */
  readonly expected?: readonly RegExp[];
  readonly reducedMotion?: boolean;
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The address of every request so far. */
  readonly requests: () => readonly string[];
  /** Fails if the page has had a problem so far. The end of the test makes the same check. */
  readonly expectNoProblems: () => void;
}

/** All test files of a worker share its connection, which ends with the worker. */
let connected: Promise<OpenBrowser> | undefined;

/** The browser of the run. A test closes the contexts that it opens. */
export async function theBrowser(): Promise<Browser> {
  connected ??= connectBrowser(inject("scripBrowser"));
  return (await connected).browser;
}

/**
 * Opens a page that shares no state with other pages, and closes it at the end of the test. The test fails if the page
 * reported an error, violated its content security policy, or sent a request to another origin.
 */
export async function aPage(server: Pick<Server, "url" | "person">, options: PageOptions = {}): Promise<WatchedPage> {
  const { theme = "light", width = 1440, height = width < 600 ? 844 : 900, signedIn = true, expected = [] } = options;
  const browser = await theBrowser();
  const context = await browser.newContext({
    baseURL: server.url,
    colorScheme: theme,
    viewport: { width, height },
    locale: "en-US",
    timezoneId: "UTC",
    reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
  });
  if (signedIn) await signIn(context, server.url, options.as ?? server.person);
  const page = await context.newPage();
  const isExpected = (line: string): boolean => expected.some((pattern) => pattern.test(line));
  const problems = await watchProblems(context, page, new URL(server.url).origin, isExpected);
  const expectNoProblems = (): void => expect(problems.list(), "problems of the page").toEqual([]);
  onTestFinished(async () => {
    await context.close();
    expectNoProblems();
  });
  return { page, context, requests: problems.requests, expectNoProblems };
}
