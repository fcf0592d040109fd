import { connectBrowser, type OpenBrowser } from "@scrip/browser";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, expect, inject, onTestFinished } from "vitest";
import type { Server } from "./a-server.ts";
import type {} from "./global-setup.ts";
import { watchProblems } from "./page-problems.ts";
import { signIn } from "./sign-in.ts";

export interface PageOptions {
  /** What the system prefers; light, if not given. */
  readonly theme?: "light" | "dark";
  /** In pixels: 1440, if not given; a phone has 390. */
  readonly width?: number;
  readonly height?: number;
  /** Signed in, if not given. */
  readonly signedIn?: boolean;
  /** Lines of `PageProblems` that this test wants to happen. */
  readonly expected?: readonly RegExp[];
  readonly reducedMotion?: boolean;
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The address of every request so far. */
  readonly requests: () => readonly string[];
  /** Fails now on what the page must never do; it is done at the end of the test, too. */
  readonly expectNoProblems: () => void;
}

let connected: Promise<OpenBrowser> | undefined;
afterAll(async () => (await connected)?.close());

/** The browser of the run; what this file opens in it ends with the file. */
export async function theBrowser(): Promise<Browser> {
  connected ??= connectBrowser(inject("scripBrowser"));
  return (await connected).browser;
}

/**
 * A page of a browser that shares nothing with other pages; closed at the end of the test. The test fails if the page
 * told of an error, violated its content security policy or asked any other origin for anything.
 */
export async function aPage(server: Pick<Server, "url">, options: PageOptions = {}): Promise<WatchedPage> {
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
  if (signedIn) await signIn(context, server.url);
  const page = await context.newPage();
  const isExpected = (line: string): boolean => expected.some((pattern) => pattern.test(line));
  const problems = await watchProblems(context, page, new URL(server.url).origin, isExpected);
  const expectNoProblems = (): void => expect(problems.list(), "what the page did wrong").toEqual([]);
  onTestFinished(async () => {
    await context.close();
    expectNoProblems();
  });
  return { page, context, requests: problems.requests, expectNoProblems };
}
