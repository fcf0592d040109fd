import type { Answer } from "../../server/answer.ts";
import { type Html, html } from "./html.ts";

export interface PageOptions {
  readonly title: string;
  readonly status?: number;
  /** The addresses to which a form of the page may lead, besides this server: a browser checks each redirect. */
  readonly leadsTo?: readonly (string | null | undefined)[];
  /** The console has links to its parts. */
  readonly isWide?: boolean;
}

/** A page. It has no script. */
export function page({ title, status = 200, leadsTo = [], isWide = false }: PageOptions, content: Html): Answer {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Local Stripe</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/local-stripe.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="banner"><strong>Local Stripe</strong> <span>A stand-in for tests. No real money moves, and no real card belongs here.</span></header>
<main id="content" class="${isWide ? "wide" : "narrow"}">
${content}
</main>
</body>
</html>
`;
  return { status, headers: headersOf("text/html; charset=utf-8", leadsTo), body: text.text };
}

/** A page that says in words why there is nothing else to see. */
export function problem(status: number, title: string, sentence: string, link?: Html): Answer {
  return page({ title, status }, html`<h1>${title}</h1><p>${sentence}</p>${link && html`<p>${link}</p>`}`);
}

export function redirect(to: string): Answer {
  return { status: 303, headers: { location: to, "cache-control": "no-store" }, body: "" };
}

export function file(type: string, body: string): Answer {
  return { status: 200, headers: headersOf(type, []), body };
}

function headersOf(type: string, leadsTo: NonNullable<PageOptions["leadsTo"]>): Record<string, string> {
  const origins = leadsTo.flatMap((address) => originOf(address) ?? []);
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ["form-action 'self'", ...new Set(origins)].join(" "),
  ];
  return {
    "content-type": type,
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  };
}

/** The origin of a web address; undefined for anything else, which a policy must not hold. */
function originOf(address: string | null | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, origin } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? origin : undefined;
}
