import type { Page } from "playwright-core";

/** What a procedure answered: its data, or its refusal. */
export interface Called {
  readonly status: number;
  /** The code of the refusal; `null` without one. */
  readonly code: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

interface Body {
  readonly result?: { readonly data: unknown };
  readonly error?: {
    readonly data: { readonly scrip: { readonly code: string; readonly details: Called["details"] } };
  };
}

/** Runs in the page, so the request has the cookie and the origin of the person. */
const IN_PAGE = `async ({ url, init }) => {
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.json() };
}`;

/** Calls a procedure as the person of a page, for what the page does not offer to them. */
export async function callAs(page: Page, kind: "query" | "mutation", path: string, input: object): Promise<Called> {
  const headers = { "x-scrip-client": "web", "content-type": "application/json" };
  const text = JSON.stringify(input);
  const call =
    kind === "query"
      ? { url: `/trpc/${path}?input=${encodeURIComponent(text)}`, init: { headers: { "x-scrip-client": "web" } } }
      : { url: `/trpc/${path}`, init: { method: "POST", headers, body: text } };
  const { status, body } = await page.evaluate<{ status: number; body: Body }>(`(${IN_PAGE})(${JSON.stringify(call)})`);
  const { result, error } = body;
  const { code = null, details = {} } = error?.data.scrip ?? {};
  return { status, code, details, data: result?.data };
}
