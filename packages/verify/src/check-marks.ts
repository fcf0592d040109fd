import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow, Marks } from "./rows.ts";

const BLOCK = 256;

const NAMES = ["avail", "held", "spent", "expired", "revoked"] as const;

/**
 * L3: each stored counter is the sum of its postings, those of marks as of the end of their block. A block
 * that is marked has a mark of every grant that it moved and of no other, and before the last marked block
 * none is missing; blocks at the end may wait for their marks.
 * Of the block in which checking begins, what was moved before is not known.
 */
export function checkMarks(accounts: Accounts, { blocks, byBlock }: Marks, report: Report): Check {
  const after = accounts.opening.seq;
  let moved = new Set<string>();
  let isGapTold = false;
  let seen = after;
  const last = blocks.size === 0 ? 0 : [...blocks].reduce((most, block) => Math.max(most, block));
  const endOf = (block: number): void => {
    if (!blocks.has(block)) {
      if (block < last && !isGapTold) report("L3", [`block ${block}`], "it has no marks, and later blocks have");
      isGapTold ||= block < last;
      return;
    }
    for (const mark of byBlock.get(block) ?? []) {
      const grant = accounts.grants.get(mark.grantId);
      const rows = [`block ${block}`, `grant ${mark.grantId}`];
      if (!moved.delete(mark.grantId) && (block - 1) * BLOCK >= after)
        report("L3", rows, "the block has a mark of a grant that it did not move");
      for (const name of NAMES)
        if (grant !== undefined && grant[name] !== mark[name])
          report(
            "L3",
            rows,
            `the mark says ${name} ${mark[name]}; up to its block the postings make it ${grant[name]}`,
          );
    }
    for (const grantId of moved)
      report("L3", [`block ${block}`, `grant ${grantId}`], "the block moved it and has no mark of it");
  };
  return {
    entry({ seq, postings }: EntryRow) {
      seen = seq;
      for (const { grantId } of postings) if (grantId !== null && accounts.grants.has(grantId)) moved.add(grantId);
      if (seq % BLOCK !== 0) return;
      endOf(seq / BLOCK);
      moved = new Set();
    },
    end() {
      for (const block of blocks)
        if (block * BLOCK > seen) report("L3", [`block ${block}`], `it is marked, and the last entry is ${seen}`);
    },
  };
}
