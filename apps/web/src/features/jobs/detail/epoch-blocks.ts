import type { Epoch } from "./epoch-words.ts";

/** How many epochs are asked for at once. */
export const EPOCHS_PAGE = 200;

/** Epochs before the newest page, in blocks of fixed legs: once it is full, a block never changes. */
export interface EpochBlocks {
  /** What to ask for as `beforeLeg`, the newest block first. */
  readonly before: readonly number[];
  readonly hasMore: boolean;
}

/**
 * Which blocks of older epochs to load.
 * @param nextLeg the oldest leg of the newest page; `null` where there are no older ones
 * @param lowest the number of the oldest block that was scrolled to, counted from 0 at the first leg
 */
export function epochBlocks(nextLeg: number | null, lowest: number): EpochBlocks {
  if (nextLeg === null) return { before: [], hasMore: false };
  const newest = newestBlock(nextLeg);
  const count = Math.max(0, newest - lowest + 1);
  return {
    before: Array.from({ length: count }, (_, place) => (newest - place + 1) * EPOCHS_PAGE + 1),
    hasMore: lowest > 0,
  };
}

/** The block with the leg before `nextLeg`. */
export const newestBlock = (nextLeg: number): number => Math.floor((nextLeg - 2) / EPOCHS_PAGE);

/** Puts the newest page and older blocks together: every leg once, the newest first. */
export function mergeEpochs(pages: readonly (readonly Epoch[])[]): Epoch[] {
  const byLeg = new Map(pages.toReversed().flatMap((epochs) => epochs.map((epoch) => [epoch.leg, epoch] as const)));
  return [...byLeg.values()].sort((a, b) => b.leg - a.leg);
}
