import type { Plugin } from "vite";

/**
 * Lets the browser paint only once the main module ran. The page is empty before it anyway, and the module's first
 * lines choose the theme: without this, a dark page would begin as a light one.
 */
export function renderBlocking(): Plugin {
  return {
    name: "scrip:render-blocking",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}
