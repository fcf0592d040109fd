import { downloadAuditInput } from "@scrip/contract/access/audit";
import { AUDIT_ACTIONS, isAuditAction } from "@scrip/domain/audit-actions";
import { type NamedAuditLine, readAudit } from "@scrip/usecases/audit/read-audit";
import { csvText } from "../csv/csv-text.ts";
import { type Cell, type CsvFile, PAGE_LINES } from "../csv/serve-csv.ts";

const detail =
  (name: string) =>
  ({ details }: NamedAuditLine) => {
    const value = details?.[name];
    return value === undefined || value === null ? null : csvText(String(value));
  };

/** Details that have a column of their own. */
const OWN_COLUMN = new Set(["address", "userAgent", "reason", "requestId"]);

const COLUMNS: readonly (readonly [string, (line: NamedAuditLine) => Cell])[] = [
  ["Number", ({ seq }) => seq],
  ["Time (UTC)", ({ at }) => new Date(at).toISOString()],
  ["Who", ({ actor }) => csvText(actor.name ?? actor.id ?? actor.type)],
  ["Type of actor", ({ actor }) => actor.type],
  ["Id of actor", ({ actor }) => actor.id],
  ["Action", ({ action }) => csvText(action)],
  ["What", ({ action }) => (isAuditAction(action) ? AUDIT_ACTIONS[action] : null)],
  ["Target", ({ target }) => csvText(target?.name ?? target?.id ?? null)],
  ["Type of target", ({ target }) => target && csvText(target.type)],
  ["Id of target", ({ target }) => target && csvText(target.id)],
  ["Outcome", ({ outcome }) => outcome],
  ["Address", detail("address")],
  ["User agent", detail("userAgent")],
  ["Request", detail("requestId")],
  ["Reason", detail("reason")],
  ["Details", otherDetails],
  ["SHA-256", ({ hash }) => hash],
];

function otherDetails({ details, isErased }: NamedAuditLine): Cell {
  if (isErased) return "erased";
  const others = Object.entries(details ?? {}).filter(([name]) => !OWN_COLUMN.has(name));
  return others.length === 0 ? null : csvText(others.map(([name, value]) => `${name}: ${value}`).join("; "));
}

/**
 * An organization's filtered audit log as a file, newest first. The query has the filter of `audit.list`.
 * @source docs/rules.md#csv; docs/audit.md
 */
export const auditCsv: CsvFile<typeof downloadAuditInput, number> = {
  path: "/download/audit.csv",
  permission: "audit:read",
  subject: "audit",
  header: COLUMNS.map(([name]) => name),
  input: downloadAuditInput,
  lists: ["actions"],
  page: async (deps, orgId, { org: _org, ...filter }, after) => {
    const page = { limit: PAGE_LINES, ...(after !== null && { before: after }) };
    const { lines, next } = await readAudit(deps, orgId, filter, page);
    return { records: lines.map((line) => COLUMNS.map(([, of]) => of(line))), next };
  },
};
