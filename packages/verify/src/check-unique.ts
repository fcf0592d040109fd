import type { Report } from "./finding.ts";
import type { Snapshot } from "./rows.ts";

/**
 * L13: no row exists twice, each business key belongs to one grant, issued or scheduled, and each ref to one job, endpoint or
 * volume. L20: a storage resource has one meter in a month.
 */
export function checkUnique(snapshot: Snapshot, report: Report): void {
  const { grants, scheduled, holds, slices, debts, jobs, endpoints, storage, series, marks } = snapshot;
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
  expectOnce("endpoint", endpoints, idOf);
  expectOnce("volume", storage.volumes, idOf);
  expectOnce("size of volume", storage.sizes, ({ volumeId, n }) => `${volumeId} with number ${n}`);
  expectOnce("meter", storage.meters, idOf);
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
  expectOneOf("job", jobs, report);
  expectOneOf("endpoint", endpoints, report);
  expectOneOf("volume", storage.volumes, report);
  const meterOf = new Map<string, string>();
  for (const { id, resource, month } of storage.meters) {
    const name = `${resource} ${month}`;
    const other = meterOf.get(name) ?? id;
    meterOf.set(name, id);
    if (other !== id) report("L20", [`meter ${other}`, `meter ${id}`], `both count ${resource} in one month`);
  }
}

/** Each of the caller's names belongs to one row of its kind. */
function expectOneOf(
  what: string,
  rows: readonly { readonly id: string; readonly ref: string }[],
  report: Report,
): void {
  const found = new Map<string, string>();
  for (const { id, ref } of rows) {
    const other = found.get(ref) ?? id;
    found.set(ref, id);
    if (other !== id) report("L13", [`${what} ${other}`, `${what} ${id}`], `both have the ref "${ref}"`);
  }
}
