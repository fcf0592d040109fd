import type { DataSource } from "typeorm";
import { entities } from "../schema/entities.ts";

/** The platform's tables, as their entities declare them. */
export const PLATFORM_TABLES = entities
  .filter(({ home }) => home === "platform")
  .map(({ options }) => options.tableName);

/** Tables of the organizations' home that belong to no single organization. */
export const COMMON_TABLES = ["catalog_copies", "catalog_move_copies", "cell"];

/** Tables of organizations that are no part of the ledger: ordinary rows, which change and end. */
export const ORDINARY_TABLES = [
  "alert_settings",
  "attempt_decisions",
  "audit_details",
  "audit_entries",
  "audit_heads",
  "billing_accounts",
  "billing_details",
  "code_tries",
  "contracts",
  "declined_cards",
  "document_files",
  "documents",
  "entitlement_changes",
  "entitlement_uses",
  "invitations",
  "members",
  "notices",
  "notice_choices",
  "notice_reads",
  "payment_attempts",
  "payment_disputes",
  "payment_methods",
  "payment_refunds",
  "payment_takings",
  "plan_requests",
  "redemptions",
  "runway_history",
  "sso_joins",
  "sso_proofs",
  "sso_settings",
  "subscription_links",
  "subscription_periods",
  "subscriptions",
  "top_ups",
  "webhook_attempts",
  "webhook_deliveries",
  "webhooks",
];

/** Tables of the preparation, in each schema. */
export const PREPARATION_TABLES = ["migrations", "serves_from", "sql_functions"];

/** Lists the tables of single organizations: every other table of the system catalog, so a new one is not forgotten. */
export async function organizationTables(owner: DataSource): Promise<string[]> {
  const others = [...PLATFORM_TABLES, ...COMMON_TABLES, ...PREPARATION_TABLES];
  return (await everyTable(owner)).filter((name) => !others.includes(name));
}

/** Every table of the database, but those of the preparation and the queue. */
export async function everyTable(owner: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await owner.query(
    `SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL ($1) ORDER BY relname`,
    [PREPARATION_TABLES],
  );
  return rows.map(({ name }) => name);
}
