import { downloadUsageInput } from "@scrip/contract/usage/sums";
import { type UsageRecord, usageRecords } from "@scrip/db/read/usage/sum-usage";
import { csvText } from "../csv/csv-text.ts";
import type { Cell, CsvFile } from "../csv/serve-csv.ts";

const COLUMNS: readonly (readonly [string, (record: UsageRecord, days: readonly number[]) => Cell])[] = [
  ["Day from (UTC)", ({ day }, days) => new Date(days[day] ?? 0).toISOString()],
  ["Resource", ({ resource }) => csvText(resource)],
  ["Project", ({ project }) => csvText(project)],
  ["Member", ({ member }) => csvText(member)],
  ["Charges", ({ count }) => count],
  ["Used (USD)", ({ used }) => used],
  ["Given back (USD)", ({ returned }) => returned],
];

/**
 * An organization's usage by day and by all labels, as a file. The query has the filter of `usage.sum`.
 * @source docs/rules.md#csv; docs/rules.md#usage-sums
 */
export const usageCsv: CsvFile<typeof downloadUsageInput, never> = {
  path: "/download/usage.csv",
  permission: "ledger:read",
  subject: "usage",
  header: COLUMNS.map(([name]) => name),
  input: downloadUsageInput,
  lists: ["days"],
  page: async (deps, orgId, { org: _org, days, ...filter }) => {
    const records = await usageRecords(deps.pages, orgId, filter, days);
    return { records: records.map((record) => COLUMNS.map(([, of]) => of(record, days))), next: null };
  },
};
