import type { Report } from "./finding.ts";
import type { Snapshot } from "./rows.ts";

/** L13: no row exists twice, each business key belongs to one grant, issued or scheduled, and each ref to one job. */
export function checkUnique(snapshot: Snapshot, report: Report): void {
  const { grants, scheduled, holds, slices, debts, jobs, series, marks } = snapshot;
  const expectOnce = <Row>(what: string, rows: readonly Row[], keyOf: (row: Row) => string): void => {
    const keys = new Set<string>();
    for (const row of rows) {
      const key = keyOf(row);
      if (keys.has(key)) report("L13", [`${what} ${key}`], "the row exists twice");
      keys.add(key);
    }
  };
  const idOf = ({ id }: { readonly id: string }): string => id;
  expectOnce("grant", grants, idOf);
  expectOnce("scheduled grant", scheduled, idOf);
  expectOnce("hold", holds, idOf);
  expectOnce("debt", debts, idOf);
  expectOnce("job", jobs, idOf);
  expectOnce("slice of hold", slices, ({ holdId, grantId }) => `${holdId} and grant ${grantId}`);
  expectOnce("series", series, (row) => row.series);
  for (const [block, rows] of marks.byBlock)
    expectOnce(`mark of block ${block} and grant`, rows, ({ grantId }) => grantId);
  const grantOf = new Map<string, string>();
  for (const { id, businessKey } of [...grants, ...scheduled]) {
    const other = grantOf.get(businessKey) ?? id;
    grantOf.set(businessKey, id);
    if (other !== id) report("L13", [`grant ${other}`, `grant ${id}`], `both have the business key "${businessKey}"`);
  }
  const jobOf = new Map<string, string>();
  for (const { id, ref } of jobs) {
    const other = jobOf.get(ref) ?? id;
    jobOf.set(ref, id);
    if (other !== id) report("L13", [`job ${other}`, `job ${id}`], `both have the ref "${ref}"`);
  }
}
