import type { Command, CommandGroup } from "./command.ts";

/**
 * Keeps the commands in which every word of a text occurs, in any case: in the label or in the other words for it. In
 * each group, labels that begin with the text come first, then labels that have all of its words.
 */
export function matching(groups: readonly CommandGroup[], text: string): readonly CommandGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups
    .map(({ value, items }) => ({ value, items: bestFirst(items, words) }))
    .filter(({ items }) => items.length > 0);
}

function bestFirst(items: readonly Command[], words: readonly string[]): readonly Command[] {
  const ranked = items.map((item) => ({ item, rank: rankOf(item, words) })).filter(({ rank }) => rank < NO_MATCH);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

const NO_MATCH = 3;

function rankOf({ label, words: others = "" }: Command, words: readonly string[]): number {
  const name = label.toLowerCase();
  if (name.startsWith(words.join(" "))) return 0;
  if (words.every((word) => name.includes(word))) return 1;
  const all = `${name} ${others.toLowerCase()}`;
  return words.every((word) => all.includes(word)) ? 2 : NO_MATCH;
}
