import { readFileSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { join } from "node:path";
import type { KeptMails } from "./kept-mails.ts";
import { listPage, mailPage, problemPage } from "./pages.ts";

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

const STYLE = readFileSync(join(import.meta.dirname, "mailbox.css"), "utf8");
const SCRIPT = readFileSync(join(import.meta.dirname, "mailbox.js"), "utf8");

/** The pages run only the mailbox's own script and style. */
const OWN =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The HTML of a mail: styles inside it, no script, no request to anywhere, an origin of its own. Its links open a tab. */
const FOREIGN =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** Answers a request for a page, for the mails as JSON, or for the HTML of one mail. */
export function answer(mails: KeptMails, { method, url = "/", headers }: IncomingMessage): Answer {
  // A page of another site could have its name point to this machine; its requests carry that name.
  if (!isOfThisMachine(headers.host)) return page(403, problemPage("Open the mailbox as http://127.0.0.1."));
  if (method !== "GET" && method !== "HEAD") return page(405, problemPage("The mailbox can only be read."));
  const { pathname, searchParams } = new URL(url, "http://mailbox");
  const to = searchParams.get("to") || undefined;
  if (pathname === "/") return page(200, listPage(mails.list(to), to));
  if (pathname === "/mails") return found("application/json; charset=utf-8", JSON.stringify(mails.list(to)));
  if (pathname === "/mailbox.css") return found("text/css; charset=utf-8", STYLE);
  if (pathname === "/mailbox.js") return found("text/javascript; charset=utf-8", SCRIPT);
  const [, id = "", isHtml] = /^\/mails\/([0-9a-f-]{36})(\/html)?$/.exec(pathname) ?? [];
  const mail = mails.find(id);
  if (mail === undefined) return page(404, problemPage("There is no such mail here. The mailbox keeps the last 200."));
  if (isHtml === undefined) return page(200, mailPage(mail));
  return found("text/html; charset=utf-8", withTabs(mail.html), FOREIGN);
}

/** Lets the links of a mail open in a tab, since the frame may not leave its page. */
function withTabs(content: string): string {
  const base = '<base target="_blank">';
  const head = /<head[^>]*>/i.exec(content)?.[0];
  return head === undefined ? base + content : content.replace(head, () => head + base);
}

function page(status: number, body: string): Answer {
  return { ...found("text/html; charset=utf-8", body), status };
}

function found(type: string, body: string, policy = OWN): Answer {
  const headers = {
    "content-type": type,
    "content-security-policy": policy,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  return { status: 200, headers, body };
}

function isOfThisMachine(host = ""): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/.test(host);
}
