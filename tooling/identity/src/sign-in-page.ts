import { escapeHtml } from "./escape-html.ts";

/** The page on which a person signs in with any e-mail address and name. There is no password: it is a test peer. */
export function signInPage(title: string, action: string, hidden: Readonly<Record<string, string>> = {}): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"></head>
  <body>
    <h1>${title}</h1>
    <form method="post" action="${escapeHtml(action)}">
      ${fields.join("")}
      <p><label>E-mail <input name="email" type="email" required autofocus></label></p>
      <p><label>Name <input name="name" required value="Test Person"></label></p>
      <p><button>Sign in</button></p>
    </form>
  </body>
</html>`;
}
