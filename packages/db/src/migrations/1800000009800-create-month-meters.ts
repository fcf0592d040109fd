import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/**
 * Price shapes of usage events, endpoints and storage: the month meters that count for events and endpoints, the place of
 * each charge in its month meter, and the shapes of endpoints and of storage. Rows at a plain rate have none of it.
 */
export class CreateMonthMeters1800000009800 implements HomeMigration {
  readonly name = "CreateMonthMeters1800000009800";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, CHARGES);
    await runInHome(runner, SHAPES);
    await runInHome(runner, dueKinds([...EARLIER_KINDS, "settle_minimum"]));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DELETE FROM due WHERE kind = 'settle_minimum'");
    await runInHome(runner, dueKinds(EARLIER_KINDS));
    await runInHome(runner, "ALTER TABLE storage_meters DROP COLUMN shaped; ALTER TABLE endpoints DROP COLUMN price");
    await runInHome(
      runner,
      `ALTER TABLE metered_charges DROP COLUMN month_meter_id, DROP COLUMN month_leg, DROP COLUMN month_quantity,
        DROP CONSTRAINT metered_charges_meter, ADD CONSTRAINT metered_charges_meter ${meterCheck(EARLIER_METERS)} NOT VALID`,
    );
    await dropTables(runner, "month_meters");
  }
}

const EARLIER_KINDS = [
  "expire_grant",
  "expire_hold",
  "settle_endpoint",
  "settle_storage",
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

const EARLIER_METERS = ["endpoint", "storage", "usage"];

const meterCheck = (meters: readonly string[]): string => `CHECK (
  meter IN ('${meters.join("', '")}') AND quantity >= 0 AND rate >= 0 AND units_milli >= 0
  AND (rate IS NULL) = (price IS NOT NULL))`;

const CHANGES = "quantity, charged, fallen, legs, is_closed";
const WRITES = `SELECT, INSERT, UPDATE (${CHANGES})`;

const TABLE = `
  -- What an organization uses of a resource in one calendar month (UTC) at one price shape.
  CREATE TABLE month_meters (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    -- The work that it counts: usage events or endpoints.
    counts text NOT NULL,
    resource text NOT NULL,
    -- The start of the month.
    month timestamptz(3) NOT NULL,
    -- The canonical text of the shape, and its SHA-256, since a long text does not fit into an index.
    price text NOT NULL,
    price_hash bytea NOT NULL,
    -- Of events millionths of the unit; of endpoints thousandths of a unit x milliseconds.
    quantity numeric(38, 0) NOT NULL,
    -- Micro-USD: what its charges took, and by how much its price has fallen.
    charged bigint NOT NULL,
    fallen bigint NOT NULL,
    legs integer NOT NULL,
    -- Whether the month has ended and the minimum was charged.
    is_closed boolean NOT NULL,
    CONSTRAINT month_meters_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT month_meters_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT month_meters_price_key UNIQUE (org_id, resource, month, counts, price_hash),
    CONSTRAINT month_meters_counts CHECK (counts IN ('usage', 'endpoint')),
    CONSTRAINT month_meters_price CHECK (price_hash = sha256(decode(price, 'escape'))),
    CONSTRAINT month_meters_counted CHECK (
      quantity >= 0 AND fallen BETWEEN 0 AND charged AND legs >= 1),
    CONSTRAINT month_meters_month CHECK (
      date_trunc('month', month AT TIME ZONE 'UTC') = month AT TIME ZONE 'UTC')
  ) WITH (fillfactor = 80);
  ${organizationTable("month_meters", { app: WRITES, worker: WRITES, ledger: WRITES })}
`;

const CHARGES = `
  -- The month meter that counts a charge by a price shape, the number of the charge there, and the quantity after it.
  ALTER TABLE metered_charges
    ADD COLUMN month_meter_id uuid,
    ADD COLUMN month_leg integer,
    ADD COLUMN month_quantity numeric(38, 0),
    DROP CONSTRAINT metered_charges_meter,
    ADD CONSTRAINT metered_charges_meter ${meterCheck([...EARLIER_METERS, "month"])},
    ADD CONSTRAINT metered_charges_month CHECK (CASE WHEN month_meter_id IS NULL
      THEN month_leg IS NULL AND month_quantity IS NULL AND meter <> 'month' AND (price IS NULL OR meter = 'storage')
      ELSE month_leg >= 1 AND month_quantity >= 0 AND price IS NOT NULL AND meter <> 'storage' END),
    ADD CONSTRAINT metered_charges_month_fkey FOREIGN KEY (org_id, month_meter_id) REFERENCES month_meters (org_id, id);
  CREATE UNIQUE INDEX metered_charges_month_key ON metered_charges (org_id, month_meter_id, month_leg)
    WHERE month_meter_id IS NOT NULL;
`;

const SHAPES = `
  -- The price shape of an endpoint. Its rate is then 0.
  ALTER TABLE endpoints ADD COLUMN price text, ADD CONSTRAINT endpoints_price CHECK (price IS NULL OR rate = 0);
  GRANT UPDATE (price) ON endpoints TO scrip_app, scrip_worker, scrip_ledger;
  -- JSON: the byte-milliseconds above the included amount that each price shape counts, as [price, quantity].
  ALTER TABLE storage_meters ADD COLUMN shaped text;
  GRANT UPDATE (shaped) ON storage_meters TO scrip_app, scrip_worker, scrip_ledger;
`;
