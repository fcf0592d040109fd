import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import type MarkdownIt from "markdown-it";
import { inProject } from "../places.ts";
import type { PageEnv } from "./page-links.ts";

/**
 * Puts each picture (`![words](holds.svg)`) into the page itself, so that it has the colours of the page, light and dark.
 * Its own style sheet is for readers of the file alone, and the policy of the pages allows none.
 */
export function pictures(markdown: MarkdownIt): void {
  const other = markdown.renderer.rules.image;
  markdown.renderer.rules.image = (tokens, index, options, env: PageEnv, self) => {
    const token = tokens[index];
    const source = String(token?.attrGet("src") ?? "");
    if (token === undefined || !source.endsWith(".svg")) return other?.(tokens, index, options, env, self) ?? "";
    const words = markdown.utils.escapeHtml(self.renderInlineAsText(token.children ?? [], options, env));
    const picture = readFileSync(inProject(join(dirname(env.source), source)), "utf8");
    const drawing = picture
      .replace(/<\?xml[^>]*>\s*/, "")
      .replace(/<title>.*?<\/title>\s*/, "")
      .replace(/<style>[\s\S]*?<\/style>\s*/, "")
      .replace(/<svg /, `<svg role="img" aria-label="${words}" class="picture" `);
    return `<span class="scrolls" tabindex="0" role="group" aria-label="Picture">${drawing}</span>`;
  };
}
