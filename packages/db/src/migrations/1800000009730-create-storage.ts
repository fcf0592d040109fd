import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Stored volumes, every size that they had, and the meters of storage: one for each resource and calendar month. */
export class CreateStorage1800000009730 implements HomeMigration {
  readonly name = "CreateStorage1800000009730";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, dueKinds([...EARLIER_KINDS, "settle_storage"]));
    await runInHome(runner, RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DELETE FROM due WHERE kind = 'settle_storage'");
    await runInHome(runner, dueKinds(EARLIER_KINDS));
    await dropTables(runner, "storage_meters", "volume_sizes", "volumes");
  }
}

const EARLIER_KINDS = [
  "expire_grant",
  "expire_hold",
  "settle_endpoint",
  "end_contract",
  "start_contract",
  "start_subscription",
  "renew_subscription",
  "charge_subscription",
  "issue_grant",
  "credit_contract",
  "credit_subscription",
  "resolve_attempt",
  "sync_subscription",
  "start_topup",
  "refresh_account",
  "issue_document",
  "issue_statement",
  "send_notice",
];

const dueKinds = (kinds: readonly string[]): string => `
  ALTER TABLE due DROP CONSTRAINT due_kind, ADD CONSTRAINT due_kind CHECK (kind IN ('${kinds.join("', '")}'))`;

const TABLES = `
  CREATE TABLE volumes (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The caller's name.
    ref text NOT NULL,
    resource text NOT NULL,
    project text,
    member text,
    -- The size of the last change, and its instant; 0 after the volume was deleted.
    bytes bigint NOT NULL,
    changed_at timestamptz(3) NOT NULL,
    -- The number of reports.
    changes integer NOT NULL,
    CONSTRAINT volumes_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT volumes_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT volumes_ref_key UNIQUE (org_id, ref),
    CONSTRAINT volumes_size CHECK (bytes BETWEEN 0 AND 1000000000000000000),
    CONSTRAINT volumes_changes CHECK (changes >= 1)
  );
  CREATE INDEX volumes_by_resource ON volumes (org_id, resource, changed_at);

  -- From an instant on, a volume has this size. Of two reports for one instant the later one counts.
  CREATE TABLE volume_sizes (
    org_id uuid NOT NULL,
    volume_id uuid NOT NULL,
    n integer NOT NULL,
    at timestamptz(3) NOT NULL,
    bytes bigint NOT NULL,
    -- The organization's time when the report came.
    reported_at timestamptz(3) NOT NULL,
    CONSTRAINT volume_sizes_pkey PRIMARY KEY (org_id, volume_id, n),
    CONSTRAINT volume_sizes_volume_fkey FOREIGN KEY (org_id, volume_id) REFERENCES volumes (org_id, id),
    CONSTRAINT volume_sizes_size CHECK (bytes BETWEEN 0 AND 1000000000000000000),
    CONSTRAINT volume_sizes_n CHECK (n >= 1),
    CONSTRAINT volume_sizes_time CHECK (at <= reported_at)
  );
  CREATE INDEX volume_sizes_by_time ON volume_sizes (org_id, volume_id, at, n);

  CREATE TABLE storage_meters (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    resource text NOT NULL,
    -- The start of the calendar month in UTC.
    month timestamptz(3) NOT NULL,
    -- Byte-milliseconds above the included amount, which pass 64 bits; and each part of them times its rate.
    quantity numeric(38, 0) NOT NULL,
    priced numeric(50, 0) NOT NULL,
    -- Micro-USD: what its charges took, and what corrections gave back.
    charged bigint NOT NULL,
    corrected bigint NOT NULL,
    legs integer NOT NULL,
    booked_until timestamptz(3) NOT NULL,
    -- Whether a late report changed a time that is booked.
    is_stale boolean NOT NULL,
    -- When it books next; its row of due work has the same.
    due_at timestamptz(3),
    CONSTRAINT storage_meters_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT storage_meters_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT storage_meters_month_key UNIQUE (org_id, resource, month),
    CONSTRAINT storage_meters_quantity CHECK (quantity >= 0 AND priced >= 0),
    CONSTRAINT storage_meters_charged CHECK (corrected BETWEEN 0 AND charged AND legs >= 0),
    CONSTRAINT storage_meters_month CHECK (
      date_trunc('month', month AT TIME ZONE 'UTC') = month AT TIME ZONE 'UTC' AND booked_until >= month
      AND booked_until <= month + interval '744 hours'),
    CONSTRAINT storage_meters_due CHECK (due_at > booked_until OR is_stale)
  );
  CREATE INDEX storage_meters_open ON storage_meters (org_id) WHERE due_at IS NOT NULL;
`;

const METER = "quantity, priced, charged, corrected, legs, booked_until, is_stale, due_at";
const writes = (changes: string) => `SELECT, INSERT, UPDATE (${changes})`;

const RIGHTS = `
  ${organizationTable("volumes", ofProcesses(writes("project, member, bytes, changed_at, changes")))}
  ${organizationTable("volume_sizes", ofProcesses("SELECT, INSERT"))}
  ${organizationTable("storage_meters", ofProcesses(writes(METER)))}
`;

function ofProcesses(rights: string) {
  return { app: rights, worker: rights, ledger: rights };
}
