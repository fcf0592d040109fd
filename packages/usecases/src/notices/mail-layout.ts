import { escaped, type Line, oneLine } from "./templates/line.ts";
import type { MailText, MailTone } from "./templates/template.ts";

/** The parts that every mail has besides its own text. */
export interface MailFooter {
  /** Who sends it, and that nobody reads replies. */
  readonly sentBy: Line;
  /** The sentence before the link to the reader's choices. */
  readonly choose: Line;
}

/** Writes a mail as plain text. */
export function plainMail({ lines, facts = [], action, notes = [], choices }: MailText, footer: MailFooter): string {
  const parts = lines.map(({ text }) => text);
  if (facts.length > 0) parts.push(facts.map(({ label, value }) => `${label}: ${value.text}`).join("\n"));
  if (action !== undefined) parts.push(`${action.label}:\n${action.url}`);
  parts.push(...notes.map(({ text }) => text), `-- \n${footer.sentBy.text}`);
  if (choices !== undefined) parts.push(`${footer.choose.text}\n${choices}`);
  return `${parts.join("\n\n")}\n`;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * The dark colours. The light ones are in the elements, for programs that leave this sheet out. `!important`, because it
 * has to win over those.
 */
const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#0e1116!important}
.card{background:#151a21!important;border-color:#272e38!important;color:#e8ebef!important}
.quiet,.quiet a{color:#9aa4b1!important}
.rule{border-color:#272e38!important}
.link{color:#93a5ff!important}
.button{background:#93a5ff!important;color:#0b1024!important}
.info{border-top-color:#93a5ff!important}
.warning{border-top-color:#f0b849!important}
.urgent{border-top-color:#ff8f85!important}
}`;

/** The edge at the top of the card, by how soon the reader should act. */
const EDGES: Readonly<Record<MailTone, string>> = { info: "#3b55d9", warning: "#b87a00", urgent: "#b3261e" };

/**
 * Writes a mail as HTML without remote content, in light and dark colours. The outer tables are for programs that do not
 * know the width of other elements.
 */
export function htmlMail(text: MailText, footer: MailFooter): string {
  const { subject, tone = "info", lines, facts = [], notes = [] } = text;
  const heading = escaped(oneLine(subject));
  const content = [
    ...lines.map(paragraph),
    ...factsTable(facts),
    ...actionParts(text.action),
    ...notes.map((note) => small(note.html)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${heading}</title>
<style>
${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f2f4f6;${FONT};font-size:16px;line-height:1.5">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td class="card ${tone}" style="padding:24px 28px 16px;border:1px solid #e2e5e9;border-top:4px solid ${EDGES[tone]};border-radius:8px;background:#ffffff;color:#14181f;text-align:left;overflow-wrap:anywhere">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600">${heading}</h1>
${content.join("\n")}
</td></tr>
<tr><td class="quiet" style="padding:16px 28px;color:#59626f;font-size:13px;text-align:left;overflow-wrap:anywhere">
<p style="margin:0">${footer.sentBy.html}</p>${chooseLink(text.choices, footer.choose)}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

function paragraph({ html }: Line): string {
  return `<p style="margin:0 0 12px">${html}</p>`;
}

function small(html: string): string {
  return `<p class="quiet" style="margin:0 0 12px;color:#59626f;font-size:14px">${html}</p>`;
}

const FACT_CELL = "padding:8px 0;border-bottom:1px solid #e2e5e9;text-align:left;font-weight:400;vertical-align:top";

function factsTable(facts: NonNullable<MailText["facts"]>): string[] {
  if (facts.length === 0) return [];
  const rows = facts.map(
    ({
      label,
      value,
    }) => `<tr><th scope="row" class="quiet rule" style="${FACT_CELL};padding-right:16px;color:#59626f">${escaped(label)}:</th>
<td class="rule" style="${FACT_CELL};text-align:right;font-variant-numeric:tabular-nums">${value.html}</td></tr>`,
  );
  return [
    `<table width="100%" cellpadding="0" cellspacing="0" style="margin:4px 0 16px;border-collapse:collapse">
${rows.join("\n")}
</table>`,
  ];
}

const BUTTON =
  "display:inline-block;padding:12px 20px;border-radius:6px;background:#3b55d9;color:#ffffff;font-weight:600;text-decoration:none";

function actionParts(action: MailText["action"]): string[] {
  if (action === undefined) return [];
  const url = escaped(action.url);
  return [
    `<p style="margin:20px 0"><a class="button" href="${url}" style="${BUTTON}">${escaped(action.label)}</a></p>`,
    small(
      `If the button does not work, open this address:<br><a class="link" href="${url}" style="color:#3b55d9;word-break:break-all">${url}</a>`,
    ),
  ];
}

function chooseLink(url: string | undefined, choose: Line): string {
  if (url === undefined) return "";
  return `
<p style="margin:8px 0 0">${choose.html}<br><a href="${escaped(url)}" style="color:#59626f;word-break:break-all">${escaped(url)}</a></p>`;
}
