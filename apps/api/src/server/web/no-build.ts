/** The page for browsers if the pages are not built. */
export const NO_BUILD = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Scrip: the pages are not built</title>
  </head>
  <body>
    <h1>The pages are not built</h1>
    <p>The API is running, but it has no pages to show. Make them in the folder of the sources:</p>
    <pre>npx turbo run build --filter @scrip/web</pre>
    <p>Then load this page again. <code>npm start</code> does it by itself; a build elsewhere is named by
      <code>SCRIP_WEB_DIR</code>.</p>
  </body>
</html>
`;
