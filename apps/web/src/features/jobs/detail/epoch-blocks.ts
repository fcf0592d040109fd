import type { Epoch } from "./epoch-words.ts";

/** How many epochs one request fetches. */
export const EPOCHS_PAGE = 200;

/** The epochs before the newest page, in blocks with fixed legs. A full block never changes. */
export interface EpochBlocks {
  /** The `beforeLeg` of each block to load, the newest block first. */
  readonly before: readonly number[];
  readonly hasMore: boolean;
}

/**
 * Decides which blocks of older epochs to load.
 * @param nextLeg the oldest leg of the newest page; `null` if there are no older epochs
 * @param lowest the number of the oldest block that a person scrolled to; block 0 has the first leg
 */
export function epochBlocks(nextLeg: number | null, lowest: number): EpochBlocks {
  if (nextLeg === null) return { before: [], hasMore: false };
  const newest = newestBlock(nextLeg);
  const count = Math.max(0, newest - lowest + 1);
  return {
    before: Array.from({ length: count }, (_, index) => (newest - index + 1) * EPOCHS_PAGE + 1),
    hasMore: lowest > 0,
  };
}

/** The block with the leg before `nextLeg`. */
export const newestBlock = (nextLeg: number): number => Math.floor((nextLeg - 2) / EPOCHS_PAGE);

/** Merges the newest page with older blocks: every leg once, the newest first. */
export function mergeEpochs(pages: readonly (readonly Epoch[])[]): Epoch[] {
  const byLeg = new Map(pages.toReversed().flatMap((epochs) => epochs.map((epoch) => [epoch.leg, epoch] as const)));
  return [...byLeg.values()].sort((a, b) => b.leg - a.leg);
}
