import type { ActivityLine } from "@scrip/db";
import type { EntryKind } from "@scrip/domain/ledger";

/** What happened, as the pages say it. */
const KIND_WORDS: Record<EntryKind, string> = {
  grant_issued: "Credit added",
  grant_expired: "Credit expired",
  grant_revoked: "Credit revoked",
  grant_reinstated: "Credit reinstated",
  hold_placed: "Reserved",
  hold_grown: "Reserved more",
  hold_released: "Released",
  hold_voided: "Released in full",
  hold_expired: "Reservation ended",
  settled: "Settled",
  charged: "Charged",
  debt_forgiven: "Debt forgiven",
};

/** A cell: amounts are micro-USD as `bigint`, so that nobody's text can pass for one. */
type Cell = string | number | bigint | null;

const COLUMNS: readonly (readonly [string, (line: ActivityLine) => Cell])[] = [
  ["Number", ({ seq }) => seq],
  ["Time (UTC)", ({ at }) => new Date(at).toISOString()],
  ["What", ({ kind }) => KIND_WORDS[kind]],
  ["Job", ({ job }) => job],
  ["Resource", ({ resource }) => resource],
  ["Project", ({ project }) => project],
  ["Member", ({ member }) => member],
  ["Source of credit", ({ grant }) => grant?.source.replaceAll("_", " ") ?? null],
  ["Kind of credit", ({ grant }) => grant?.kind ?? null],
  ["Amount (USD)", ({ net }) => BigInt(net)],
  ["Reserved (USD)", ({ reservedBy }) => BigInt(reservedBy)],
  ["Available after (USD)", ({ balance }) => BigInt(balance.available)],
  ["Reserved after (USD)", ({ balance }) => BigInt(balance.reserved)],
  ["Owed after (USD)", ({ balance }) => BigInt(balance.owed)],
  ["SHA-256", ({ hash }) => hash],
];

export const CSV_HEADER: readonly string[] = COLUMNS.map(([name]) => name);

/** An activity as a record of the file. */
export function csvRecord(line: ActivityLine): Cell[] {
  return COLUMNS.map(([, of]) => of(line));
}
