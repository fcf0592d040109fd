import { invalid } from "./stripe-error.ts";

export type Metadata = Readonly<Record<string, string>>;

const MOST_KEYS = 50;

/** Merges metadata as Stripe does: an empty text removes a key, null removes all keys. */
export function mergeMetadata(before: Metadata | null, change: Metadata | null | undefined): Metadata {
  if (change === undefined) return before ?? {};
  if (change === null) return {};
  const merged = Object.entries({ ...before, ...change }).filter(([, value]) => value !== "");
  if (merged.length > MOST_KEYS) {
    throw invalid(`You can only specify up to ${MOST_KEYS} metadata keys.`, { param: "metadata" });
  }
  return Object.fromEntries(merged);
}
