import { sumActivityInput } from "@scrip/contract/activity";
import { listActivityRecords } from "@scrip/db/read/activity/list-records";
import { type CsvFile, PAGE_LINES } from "../csv/serve-csv.ts";
import { CSV_HEADER, csvRecord } from "./csv-columns.ts";

/**
 * An organization's filtered activities as a file, newest first. The query has the filter of `activity.list`.
 * @source docs/rules.md#csv
 */
export const activityCsv: CsvFile<typeof sumActivityInput, number> = {
  path: "/download/activity.csv",
  permission: "ledger:read",
  subject: "activity",
  header: CSV_HEADER,
  input: sumActivityInput,
  lists: ["kinds"],
  page: async (deps, orgId, { org: _org, ...filter }, after) => {
    const page = { limit: PAGE_LINES, ...(after !== null && { before: after }) };
    const { records, next } = await listActivityRecords(deps.pages, orgId, filter, page);
    return { records: records.map(csvRecord), next };
  },
};
