/** A page without style and script. */
function plainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>${title}</title>
  </head>
  <body>
    ${body}
  </body>
</html>
`;
}

/** The page for browsers if the pages are not built. */
export const NO_BUILD = plainPage(
  "Scrip: the pages are not built",
  `<h1>The pages are not built</h1>
    <p>The API is running, but it has no pages to show. Make them in the folder of the sources:</p>
    <pre>npx turbo run build --filter @scrip/web</pre>
    <p>Then load this page again. <code>npm start</code> does it by itself; a build elsewhere is named by
      <code>SCRIP_WEB_DIR</code>.</p>`,
);

/** The page for browsers if the documentation is not built. */
export const NO_DOCS = plainPage(
  "Scrip: the documentation is not built",
  `<h1>The documentation is not built</h1>
    <p>The API is running, but it has no documentation to show. Make it in the folder of the sources:</p>
    <pre>npx turbo run build --filter @scrip/docs</pre>
    <p>Then load this page again. <code>npm start</code> does it by itself; a build elsewhere is named by
      <code>SCRIP_DOCS_DIR</code>. The same text is in the folder <code>docs</code>.</p>`,
);

/** The page for an address of the documentation that has no page. */
export const NO_DOCS_PAGE = plainPage(
  "Scrip: no such page",
  `<h1>There is no such page in the documentation</h1>
    <p><a href="/docs/">Begin at the first page</a>, which lists all of them.</p>`,
);
