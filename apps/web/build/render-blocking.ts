import type { Plugin } from "vite";

/**
 * Lets the browser paint only after the main module ran. The page is empty before that, and the first lines of the
 * module set the theme. Without this, a dark page would flash light.
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
