import { hash } from "node:crypto";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow, SeriesRow } from "./rows.ts";

type Labels = Pick<SeriesRow, "resource" | "project" | "member">;

const NO_LABELS: Labels = { resource: null, project: null, member: null };

/**
 * L12: an entry's series has the entry's kind and the labels of its cause, and the series number follows from
 * them. L28: the series exists in the same organization. No hash covers the series.
 */
export function checkSeries(orgId: string, accounts: Accounts, rows: readonly SeriesRow[], report: Report): Check {
  const known = new Map(rows.map((row) => [row.series, row]));
  for (const row of rows)
    if (numberOf(orgId, row) !== row.series)
      report("L12", [`series ${row.series}`], "its number does not follow from its organization, kind and labels");
  return {
    entry(entry) {
      const row = entry.series === null ? undefined : known.get(entry.series);
      if (row === undefined) {
        const message = "the entry names a series that this organization does not have";
        report("L28", [`entry ${entry.seq}`, `series ${entry.series ?? "none"}`], message);
        return;
      }
      const labels = labelsOf(accounts, entry);
      if (labels === null) return;
      if (row.kind !== entry.kind || !isSame(row, labels))
        report(
          "L12",
          [`entry ${entry.seq}`, `series ${row.series}`],
          "the kind, resource, project or member of the entry's series is not that of the entry and its cause",
        );
    },
    end: nothing,
  };
}

/** @returns the labels of the charge, or of the hold's job; `null` if it does not exist, which L12 or L28 reports */
function labelsOf({ holds, jobs }: Accounts, { causeType, causeId, charge }: EntryRow): Labels | null {
  if (causeType === "grant" || causeType === "scheduled") return NO_LABELS;
  if (causeType === "charge") return charge;
  const hold = holds.get(causeId);
  if (hold === undefined) return null;
  return hold.row.jobId === null ? NO_LABELS : (jobs.get(hold.row.jobId) ?? null);
}

function isSame(a: Labels, b: Labels): boolean {
  return a.resource === b.resource && a.project === b.project && a.member === b.member;
}

/** The first eight bytes, as a signed number, of SHA-256 over the organization and labels, each prefixed with its byte length. */
function numberOf(orgId: string, { kind, resource, project, member }: SeriesRow): string {
  const parts = [orgId, kind, resource, project, member].map((part) =>
    part === null ? "-" : `${Buffer.byteLength(part)}:${part}`,
  );
  return String(BigInt.asIntN(64, BigInt(`0x${hash("sha256", parts.join(""), "hex").slice(0, 16)}`)));
}
