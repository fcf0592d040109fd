import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Endpoints: deployments that are metered by time, without a hold. Their charges are `metered_charges`. */
export class CreateEndpoints1800000009720 implements HomeMigration {
  readonly name = "CreateEndpoints1800000009720";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "endpoints");
  }
}

const CHANGES =
  "resource, rate, units_milli, project, member, catalog_version, state, started_at, settled_at, stopped_ms, charged, remainder, charges, stopped_at, stop_reason";

const TABLE = `
  CREATE TABLE endpoints (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    ref text NOT NULL,
    resource text NOT NULL,
    -- Nano-USD per unit and hour, from settled_at on.
    rate bigint NOT NULL,
    units_milli bigint NOT NULL,
    project text,
    member text,
    catalog_version integer NOT NULL,
    state text NOT NULL,
    -- The first start, and the last one.
    created_at timestamptz(3) NOT NULL,
    started_at timestamptz(3) NOT NULL,
    -- The end of the time that is charged.
    settled_at timestamptz(3) NOT NULL,
    -- The sum of all stops that have ended.
    stopped_ms bigint NOT NULL,
    charged bigint NOT NULL,
    -- Parts of a micro-USD that rounding left: nano-USD x thousandths of a unit x milliseconds of an hour.
    remainder bigint NOT NULL,
    charges integer NOT NULL,
    stopped_at timestamptz(3),
    stop_reason text,
    CONSTRAINT endpoints_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT endpoints_org_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT endpoints_catalog_fkey FOREIGN KEY (catalog_version) REFERENCES catalog_copies (number),
    CONSTRAINT endpoints_ref_key UNIQUE (org_id, ref),
    CONSTRAINT endpoints_state CHECK (state IN ('running', 'stopped')),
    CONSTRAINT endpoints_terms CHECK (rate >= 0 AND units_milli >= 0),
    CONSTRAINT endpoints_meter CHECK (
      created_at <= started_at AND started_at <= settled_at AND stopped_ms >= 0 AND charged >= 0
      AND remainder >= 0 AND remainder < 3600000000000 AND charges >= 0),
    CONSTRAINT endpoints_stopped CHECK (
      (state = 'stopped') = (stopped_at IS NOT NULL) AND (stopped_at IS NULL) = (stop_reason IS NULL)),
    CONSTRAINT endpoints_stop_reason CHECK (stop_reason IN (
      'asked', 'insufficient_credit', 'overdraft_limit', 'price_above_limit', 'balance_above_limit'))
  ) WITH (fillfactor = 80);
  -- A settle leaves the state as it is, so its update stays HOT.
  CREATE INDEX endpoints_running_idx ON endpoints (org_id) WHERE state = 'running';
  ${organizationTable("endpoints", {
    app: `SELECT, INSERT, UPDATE (${CHANGES})`,
    worker: `SELECT, INSERT, UPDATE (${CHANGES})`,
    ledger: `SELECT, INSERT, UPDATE (${CHANGES})`,
  })}
`;
