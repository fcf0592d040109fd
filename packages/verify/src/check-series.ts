import { hash } from "node:crypto";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow, SeriesRow } from "./rows.ts";

type Labels = Pick<SeriesRow, "resource" | "project" | "member">;

const NO_LABELS: Labels = { resource: null, project: null, member: null };

/**
 * L12: an entry is filed under its own kind and the labels of its cause, and a series has the number
 * that these give. L28: the series is there, in the same organization. No hash covers the series.
 */
export function checkSeries(orgId: string, accounts: Accounts, rows: readonly SeriesRow[], report: Report): Check {
  const known = new Map(rows.map((row) => [row.series, row]));
  for (const row of rows)
    if (numberOf(orgId, row) !== row.series)
      report("L12", [`series ${row.series}`], "its number is not the one that its organization, kind and labels give");
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
          "the entry is filed under another kind, resource, project or member than those of its cause",
        );
    },
    end: nothing,
  };
}

/** Those of the charge, or of the job that the hold is for; `null` where that is not there, which L12 and L28 tell. */
function labelsOf({ holds, jobs }: Accounts, { causeType, causeId, charge }: EntryRow): Labels | null {
  if (causeType === "grant") return NO_LABELS;
  if (causeType === "charge") return charge;
  const hold = holds.get(causeId);
  if (hold === undefined) return null;
  return hold.row.jobId === null ? NO_LABELS : (jobs.get(hold.row.jobId) ?? null);
}

function isSame(a: Labels, b: Labels): boolean {
  return a.resource === b.resource && a.project === b.project && a.member === b.member;
}

/** The first eight bytes of SHA-256 over organization and parts, each with its length in bytes, as a signed number. */
function numberOf(orgId: string, { kind, resource, project, member }: SeriesRow): string {
  const parts = [orgId, kind, resource, project, member].map((part) =>
    part === null ? "-" : `${Buffer.byteLength(part)}:${part}`,
  );
  return String(BigInt.asIntN(64, BigInt(`0x${hash("sha256", parts.join(""), "hex").slice(0, 16)}`)));
}
