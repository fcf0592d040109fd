import type pg from "pg";
import { readRows, text } from "./read.ts";

/** Tables whose rows belong to an organization. */
const TABLES = [
  "grants",
  "scheduled_grants",
  "holds",
  "hold_slices",
  "debts",
  "jobs",
  "due",
  "entries",
  "further_postings",
  "job_charges",
  "metered_charges",
  "endpoints",
  "volumes",
  "volume_sizes",
  "storage_meters",
  "month_meters",
  "idempotency_keys",
  "activity_series",
  "audit_heads",
  "audit_entries",
  "audit_details",
];

/** A table that has rows of an organization that does not exist. */
export interface Stray {
  readonly orgId: string;
  readonly table: string;
}

/** Finds rows of organizations that do not exist, with one index look-up for each organization and table. */
export async function readStrays(pool: pg.Pool): Promise<Stray[]> {
  const strays: Stray[] = [];
  for (const table of TABLES)
    for (const [orgId] of await readRows(pool, straysOf(table), [])) strays.push({ orgId: text(orgId), table });
  return strays;
}

function straysOf(table: string): string {
  return `
    WITH RECURSIVE found AS (
      (SELECT org_id FROM ${table} ORDER BY org_id LIMIT 1)
      UNION ALL
      SELECT (SELECT t.org_id FROM ${table} t WHERE t.org_id > found.org_id ORDER BY t.org_id LIMIT 1)
      FROM found WHERE found.org_id IS NOT NULL
    )
    SELECT org_id FROM found
    WHERE org_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organizations o WHERE o.org_id = found.org_id)`;
}
