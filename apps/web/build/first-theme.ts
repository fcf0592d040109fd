import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const SOURCE = "src/first-theme.ts";

/**
 * Puts the script of the first paint into the document, as a file of its own: the content security policy allows no
 * inline script. It is a classic script, so the browser runs it before it paints the skeleton, and a dark page does not
 * flash light.
 */
export function firstTheme(): Plugin {
  let root = "";
  let isBuild = false;
  return {
    name: "scrip:first-theme",
    configResolved: (config) => {
      root = config.root;
      isBuild = config.command === "build";
    },
    async buildStart() {
      // A development server serves the source.
      if (!isBuild) return;
      const path = resolve(root, SOURCE);
      const { code } = await transformWithOxc(readFileSync(path, "utf8"), path, { sourcemap: false });
      this.emitFile({ type: "asset", name: "first-theme.js", source: `(() => {${code}})();` });
    },
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        const file = Object.values(bundle ?? {}).find((one) => one.fileName.includes("first-theme"));
        const src = file === undefined ? `/${SOURCE}` : `/${file.fileName}`;
        const type = file === undefined ? { type: "module" } : {};
        return [{ tag: "script", attrs: { ...type, src }, injectTo: "head-prepend" }];
      },
    },
  };
}
