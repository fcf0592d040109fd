import type MarkdownIt from "markdown-it";
import { slug } from "./anchors.ts";

/** Gives each heading the anchor that GitHub gives it, and a link to itself after the second level. */
export function headings(markdown: MarkdownIt): void {
  markdown.core.ruler.push("headings", ({ tokens }) => {
    for (const [index, token] of tokens.entries())
      if (token.type === "heading_open") token.attrSet("id", slug(tokens[index + 1]?.content ?? ""));
  });
}

/** A heading of a page. */
export interface Heading {
  readonly id: string;
  readonly title: string;
}

/** The headings of the second level of a rendered page, for the list beside it. */
export function headingsIn(html: string): Heading[] {
  return [...html.matchAll(/<h2 id="([^"]*)"[^>]*>(.*?)<\/h2>/g)].map(([, id = "", inner = ""]) => ({
    id,
    title: inner.replaceAll(/<[^>]+>/g, ""),
  }));
}
