import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/**
 * Charges of endpoints, storage and usage events, each with what it is for. An organization knows whether it has running
 * work that is metered without a hold, so that a batch reads it only where there is some.
 */
export class CreateMeteredCharges1800000009700 implements HomeMigration {
  readonly name = "CreateMeteredCharges1800000009700";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, HEAD);
    await runInHome(
      runner,
      keyCheck(
        "CASE WHEN charged IS NULL THEN key_id IS NOT NULL OR kind = 'charged' ELSE (key_id IS NULL) = (kind = 'charged') END",
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, `${keyCheck("(key_id IS NULL) = (kind = 'charged')")} NOT VALID`);
    await runInHome(runner, "ALTER TABLE organizations DROP COLUMN has_meters");
    await dropTables(runner, "metered_charges");
  }
}

const TABLE = `
  CREATE TABLE metered_charges (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    meter text NOT NULL,
    -- The endpoint, the resource's storage of one month, or the first of the usage events that correct each other.
    meter_id uuid NOT NULL,
    leg integer NOT NULL,
    resource text NOT NULL,
    -- Nano-USD per unit; null if the price is more than a rate.
    rate bigint,
    price text,
    units_milli bigint,
    -- Whole units of the meter. Byte-milliseconds pass 64 bits.
    quantity numeric(38, 0) NOT NULL,
    -- The time that it pays for: [from_at, until_at). Of a usage event both are the time of the event.
    from_at timestamptz(3) NOT NULL,
    until_at timestamptz(3) NOT NULL,
    amount bigint NOT NULL,
    is_late boolean NOT NULL,
    source text,
    name text,
    project text,
    member text,
    at timestamptz(3) NOT NULL,
    CONSTRAINT metered_charges_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT metered_charges_meter_key UNIQUE (org_id, meter, meter_id, leg),
    CONSTRAINT metered_charges_amount CHECK (amount >= 0),
    CONSTRAINT metered_charges_leg CHECK (leg >= 1),
    CONSTRAINT metered_charges_meter CHECK (
      meter IN ('endpoint', 'storage', 'usage') AND quantity >= 0 AND rate >= 0 AND units_milli >= 0
      AND (rate IS NULL) = (price IS NOT NULL)),
    CONSTRAINT metered_charges_span CHECK (
      from_at <= until_at AND (meter = 'usage') <= (from_at = until_at)),
    CONSTRAINT metered_charges_named CHECK (
      (meter = 'usage') = (source IS NOT NULL) AND (source IS NULL) = (name IS NULL))
  );
  ${organizationTable("metered_charges", { app: "SELECT, INSERT", worker: "SELECT, INSERT", ledger: "SELECT, INSERT" })}
`;

const HEAD = `
  -- Whether the organization has work that is metered without a hold: a running endpoint, or stored volumes.
  ALTER TABLE organizations ADD COLUMN has_meters boolean NOT NULL DEFAULT false;
  GRANT UPDATE (has_meters) ON organizations TO scrip_app, scrip_worker, scrip_ledger;
`;

/** The entry of a metered charge has the key of its command, unless the charge's id is the number of the key. */
const keyCheck = (named: string): string => `
  ALTER TABLE entries DROP CONSTRAINT entries_key, ADD CONSTRAINT entries_key CHECK (CASE
    WHEN payload_id IS NULL THEN key_id IS NULL AND answer IS NULL
    ELSE ${named} END)`;
