import { dirname, join } from "node:path/posix";
import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";
import { addressOf, linkBetween } from "../places.ts";

/** What the rendering of a page knows of it. */
export interface PageEnv {
  /** The Markdown file, from the project's root. */
  readonly source: string;
  /** The titles of all pages, by their Markdown files. */
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * Makes links between Markdown files links between pages. A link to a file of the repository that is no page becomes
 * plain text with the path as its title, since a reader of the site may not have the repository.
 */
export function pageLinks(markdown: MarkdownIt): void {
  markdown.core.ruler.push("page_links", ({ tokens, env }) => {
    for (const { children } of tokens) if (children !== null) rewrite(children, env as PageEnv);
  });
}

function rewrite(tokens: Token[], { source, titles }: PageEnv): void {
  let isOutside = false;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "link_close" && isOutside) {
      token.tag = "span";
      isOutside = false;
    }
    if (token.type !== "link_open") continue;
    const href = String(token.attrGet("href") ?? "");
    if (/^[a-z]+:/.test(href) || href.startsWith("#")) continue;
    const [path = "", anchor] = href.split("#");
    const target = join(dirname(source), path);
    const title = titles.get(target);
    if (title !== undefined) {
      nameByTitle(tokens[index + 1], title);
      const link = linkBetween(addressOf(source), addressOf(target));
      token.attrSet("href", anchor === undefined ? link : `${link}#${anchor}`);
    } else {
      isOutside = true;
      token.tag = "span";
      token.attrs = [["title", `In the repository: ${target}`]];
    }
  }
}

/** A link whose words are the name of a file has the title of the page instead. */
function nameByTitle(words: Token | undefined, title: string): void {
  if (words?.type === "text" && /^[\w/.-]+\.md$/.test(words.content)) words.content = title;
}
