import type { ActivityRecord } from "@scrip/db/read/activity/list-records";
import { ENTRY_WORDS, sourceWords } from "@scrip/domain/activity";
import { csvText } from "../csv/csv-text.ts";
import type { Decimal } from "../csv/decimal.ts";
import type { Cell } from "../csv/serve-csv.ts";

const COLUMNS: readonly (readonly [string, (record: ActivityRecord) => Cell])[] = [
  ["Number", ({ line }) => line.seq],
  ["Time (UTC)", ({ line }) => new Date(line.at).toISOString()],
  ["What", ({ line }) => ENTRY_WORDS[line.kind]],
  ["Job", ({ line }) => csvText(line.job)],
  ["Resource", ({ line }) => csvText(line.resource)],
  ["Project", ({ line }) => csvText(line.project)],
  ["Member", ({ line }) => csvText(line.member)],
  ["Source of credit", ({ line: { grant } }) => grant && sourceWords(grant.source)],
  ["Kind of credit", ({ line }) => line.grant?.kind ?? null],
  ["Quantity", quantityOf],
  ["Unit", (record) => (quantityOf(record) === null ? null : "second")],
  ["Rate (USD per hour)", ({ charge }) => (charge?.rate ? { units: BigInt(charge.rate), decimals: 9 } : null)],
  ["Amount (USD)", ({ line }) => BigInt(line.net)],
  ["Promotional (USD)", ({ moved }) => BigInt(moved.promotional)],
  ["Paid (USD)", ({ moved }) => BigInt(moved.paid)],
  ["Owed (USD)", ({ owedBy }) => BigInt(owedBy)],
  ["On hold (USD)", ({ line }) => BigInt(line.reservedBy)],
  ["Balance after (USD)", ({ line }) => BigInt(line.balance.total)],
  ["Available after (USD)", ({ line }) => BigInt(line.balance.available)],
  ["On hold after (USD)", ({ line }) => BigInt(line.balance.reserved)],
  ["Owed after (USD)", ({ line }) => BigInt(line.balance.owed)],
  ["Charge", ({ charge }) => charge && `charge_${charge.id}`],
  ["SHA-256", ({ line }) => line.hash],
];

/** Seconds of one unit: the compute time in ms, times the units in thousandths. */
function quantityOf({ charge }: ActivityRecord): Decimal | null {
  if (charge === null || charge.quantityMs === null || charge.unitsMilli === null) return null;
  return { units: BigInt(charge.quantityMs) * BigInt(charge.unitsMilli), decimals: 6 };
}

export const CSV_HEADER: readonly string[] = COLUMNS.map(([name]) => name);

/** An activity as a record of the file. */
export function csvRecord(record: ActivityRecord): Cell[] {
  return COLUMNS.map(([, of]) => of(record));
}
