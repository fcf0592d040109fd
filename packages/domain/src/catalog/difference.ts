import { canonicalText } from "./catalog-text.ts";

/** One change from a catalog to another. */
export interface CatalogChange {
  /** The path of what changes, such as `plans.pro.price`. */
  readonly path: string;
  /** What changes, as a sentence. */
  readonly what: string;
  /** Whom it is about, and who keeps what they have, as sentences. */
  readonly whom: string;
}

/** Whom a change is about. */
export const WHOM = {
  newOrganizations: "New organizations. The others keep their catalog version.",
  organizations: "Organizations on this version. The others keep theirs.",
  newWork: "Work that begins on this version. Open jobs keep their rate and their policy.",
  nobody: "Nobody: no amount and no limit changes.",
} as const;

/** Whom a change of a plan is about. */
export function planWhom(title: string): string {
  return `New subscriptions to ${title}. A running one keeps its version until it moves at a renewal.`;
}

/** Whom a lower limit or a lost feature of a plan is about. */
export function fewerWhom(title: string): string {
  return `${planWhom(title)} It binds only on new things: nothing is deleted.`;
}

type Words = Pick<CatalogChange, "what" | "whom">;

/** The change of one value, if there is one. */
export function changed<T>(path: string, before: T, after: T, words: (before: T, after: T) => Words): CatalogChange[] {
  if (canonicalText(before ?? null) === canonicalText(after ?? null)) return [];
  return [{ path, ...words(before, after) }];
}

/** What to say of entries that one side has, and how to compare those that both have. */
interface EntryWords<T> {
  readonly added: (id: string, entry: T) => Words;
  readonly removed: (id: string, entry: T) => Words;
  readonly both: (id: string, before: T, after: T) => readonly CatalogChange[];
}

/** The changes of a map: its removed, its changed and its added entries, in the order of `after`. */
export function changedEntries<T>(
  path: string,
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  words: EntryWords<T>,
): CatalogChange[] {
  const old = new Map(Object.entries(before));
  const now = new Map(Object.entries(after));
  const removed = [...old].filter(([id]) => !now.has(id));
  return [
    ...removed.map(([id, entry]) => ({ path: pathTo(path, id), ...words.removed(id, entry) })),
    ...[...now].flatMap(([id, entry]) => {
      const earlier = old.get(id);
      return earlier === undefined
        ? [{ path: pathTo(path, id), ...words.added(id, entry) }]
        : words.both(id, earlier, entry);
    }),
  ];
}

/** The path of an entry: `plans.pro`, or `resources["gpu.h100-80gb"]` if the id has a point. */
export function pathTo(path: string, id: string): string {
  return /^\w+$/.test(id) ? `${path}.${id}` : `${path}["${id}"]`;
}
