import MarkdownIt from "markdown-it";
import { highlight } from "./code.ts";
import { headings } from "./headings.ts";
import { pageLinks } from "./page-links.ts";
import { pictures } from "./pictures.ts";

/** The Markdown of the documents: that of GitHub, with links between pages, and code in colours. */
export function openMarkdown(): MarkdownIt {
  const markdown = new MarkdownIt({ html: true, linkify: false, highlight });
  markdown.use(headings).use(pageLinks).use(pictures);
  const { renderer } = markdown;
  // A wide table, or a long line of code, scrolls by itself. The keyboard reaches what scrolls.
  renderer.rules.table_open = () => '<div class="scrolls" tabindex="0" role="region" aria-label="Table">\n<table>\n';
  renderer.rules.table_close = () => "</table>\n</div>\n";
  // A column of figures is to the right by a class: the policy of the pages allows no style of an element.
  for (const cell of ["th_open", "td_open"])
    renderer.rules[cell] = (tokens, index) => {
      const token = tokens[index];
      const [, side] = /^text-align:(\w+)$/.exec(String(token?.attrGet("style") ?? "")) ?? [];
      return side === undefined ? `<${token?.tag}>` : `<${token?.tag} class="${side}">`;
    };
  const fence = renderer.rules.fence;
  renderer.rules.fence = (...args) => (fence?.(...args) ?? "").replace("<pre>", '<pre tabindex="0">');
  return markdown;
}
