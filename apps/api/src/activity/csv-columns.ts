import type { ActivityLine } from "@scrip/db/read/activity/list-activity";
import { ENTRY_WORDS, sourceWords } from "@scrip/domain/activity";

/** A cell. Amounts are micro-USD as `bigint`, so that no text of a caller can pass for an amount. */
type Cell = string | number | bigint | null;

const COLUMNS: readonly (readonly [string, (line: ActivityLine) => Cell])[] = [
  ["Number", ({ seq }) => seq],
  ["Time (UTC)", ({ at }) => new Date(at).toISOString()],
  ["What", ({ kind }) => ENTRY_WORDS[kind]],
  ["Job", ({ job }) => job],
  ["Resource", ({ resource }) => resource],
  ["Project", ({ project }) => project],
  ["Member", ({ member }) => member],
  ["Source of credit", ({ grant }) => grant && sourceWords(grant.source)],
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
