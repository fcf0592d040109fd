import { type Html, html } from "./html.ts";
import type { KeptMail } from "./kept-mails.ts";

/** The list of mails, newest first. The script of the page replaces it when a mail arrives. */
export function listPage(mails: readonly KeptMail[], to: string | undefined): string {
  const title = to === undefined ? "Mailbox" : `Mails to ${to}`;
  const filter = html`<form class="filter" role="search">
    <label for="to">Only mails to</label>
    <input id="to" name="to" type="search" autocomplete="off" value="${to ?? ""}" placeholder="ada@example.com">
    <button>Show</button>
  </form>`;
  const list =
    mails.length === 0
      ? html`<p class="empty">No mail has arrived yet. This page shows a mail as soon as it is sent.</p>`
      : html`<ol class="mails">${mails.map(item)}</ol>`;
  return layout(
    title,
    html`<h1>${title}</h1>${filter}<div id="mails" aria-live="polite">${list}</div>
    <script src="/mailbox.js" defer></script>`,
  );
}

function item({ id, at, to, subject }: KeptMail): Html {
  return html`<li><a href="/mails/${id}">
    <span class="subject">${subject || "No subject"}</span>
    <span class="to">to ${to.join(", ")}</span>
    ${time(at)}
  </a></li>`;
}

/** One mail: its text, its links to press, and its HTML in a frame that can do nothing. */
export function mailPage({ id, at, from, to, subject, text, html: content, links }: KeptMail): string {
  const title = subject || "No subject";
  const facts = html`<dl>
    <div><dt>From</dt><dd>${from}</dd></div>
    <div><dt>To</dt><dd>${to.join(", ")}</dd></div>
    <div><dt>At</dt><dd>${time(at)}</dd></div>
  </dl>`;
  const pressable =
    links.length === 0
      ? ""
      : html`<h2>Links</h2><ul class="links">${links.map((link) => html`<li><a href="${link}" rel="noreferrer">${link}</a></li>`)}</ul>`;
  const shown =
    content === ""
      ? ""
      : html`<h2>As a program for mail shows it</h2>
    <iframe src="/mails/${id}/html" title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  return layout(
    title,
    html`<p><a href="/">All mails</a></p><h1>${title}</h1>${facts}${pressable}${shown}
    <h2>As plain text</h2><pre tabindex="0">${text}</pre>`,
  );
}

/** A page that says why there is nothing to see. */
export function problemPage(problem: string): string {
  return layout("Mailbox", html`<h1>Mailbox</h1><p>${problem}</p><p><a href="/">All mails</a></p>`);
}

function time(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${at.toISOString().slice(0, 19).replace("T", " ")} UTC</time>`;
}

function layout(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<link rel="stylesheet" href="/mailbox.css">
</head>
<body>
<header><strong>Development mailbox</strong><span>Every mail of this server ends here. Nothing is delivered.</span></header>
<main>${content}</main>
</body>
</html>
`.text;
}
