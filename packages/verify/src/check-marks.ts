import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow, Marks } from "./rows.ts";

const BLOCK = 256;

const NAMES = ["avail", "held", "spent", "expired", "revoked"] as const;

/**
 * L3: each counter in a mark is the sum of the postings up to the end of its block. A marked block has a mark
 * for exactly the grants that it moved. All blocks before the last marked one are marked; later blocks may
 * still wait for their marks.
 * If checking begins inside a block, its earlier movements are not known, so extra marks in it are accepted.
 */
export function checkMarks(accounts: Accounts, { blocks, byBlock }: Marks, report: Report): Check {
  const after = accounts.opening.seq;
  let moved = new Set<string>();
  let isGapReported = false;
  let seen = after;
  const last = blocks.size === 0 ? 0 : [...blocks].reduce((most, block) => Math.max(most, block));
  const endOf = (block: number): void => {
    if (!blocks.has(block)) {
      if (block < last && !isGapReported) report("L3", [`block ${block}`], "it has no marks, but later blocks have");
      isGapReported ||= block < last;
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
            `the mark says ${name} ${mark[name]}; the postings up to its block add up to ${grant[name]}`,
          );
    }
    for (const grantId of moved)
      report("L3", [`block ${block}`, `grant ${grantId}`], "the block moved this grant, but has no mark of it");
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
      for (const block of byBlock.keys())
        if (!blocks.has(block)) report("L3", [`block ${block}`], "it has marks, but is not marked");
      for (const block of blocks)
        if (block * BLOCK > seen) report("L3", [`block ${block}`], `it is marked, but the last entry is ${seen}`);
    },
  };
}
