import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Outbound webhooks: their addresses, what was sent to each, every try of it, and the due work that sends. */
export class CreateWebhooks1800000010200 implements HomeMigration {
  readonly name = "CreateWebhooks1800000010200";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, RIGHTS);
    await runInHome(runner, ADD_KIND);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, `DELETE FROM due WHERE kind = 'deliver_webhook'; ${REMOVE_KIND}`);
    await dropTables(runner, "webhook_attempts", "webhook_deliveries", "webhooks");
  }
}

const TABLES = `
  CREATE TABLE webhooks (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    url text NOT NULL,
    description text NOT NULL,
    -- The kinds of events that it receives; null receives all, those of later versions too.
    kinds text[],
    -- Sealed. The earlier secret signs too, until a day after the rotation.
    secret text NOT NULL,
    earlier_secret text,
    earlier_until timestamptz(3),
    -- Why it is off; null while it is on.
    off_reason text,
    off_at timestamptz(3),
    -- The first failure after the last success; null while it works.
    failing_since timestamptz(3),
    delivered_at timestamptz(3),
    -- The number of its newest delivery.
    sequence bigint NOT NULL,
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT webhooks_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT webhooks_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT webhooks_kinds CHECK (cardinality(kinds) > 0),
    CONSTRAINT webhooks_earlier CHECK ((earlier_secret IS NULL) = (earlier_until IS NULL)),
    CONSTRAINT webhooks_off CHECK ((off_reason IS NULL) = (off_at IS NULL)),
    CONSTRAINT webhooks_off_reason CHECK (off_reason IN ('person', 'failing', 'gone')),
    CONSTRAINT webhooks_sequence CHECK (sequence >= 0)
  );

  CREATE TABLE webhook_deliveries (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    -- The id of its event, which every try sends as webhook-id.
    notice_id uuid NOT NULL,
    kind text NOT NULL,
    -- The place among the deliveries of its webhook.
    sequence bigint NOT NULL,
    -- What is sent, to the byte.
    body text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    state text NOT NULL,
    -- The tries that failed since it was made, or since it was sent again by hand.
    tries smallint NOT NULL,
    -- The attempts of the log.
    attempts smallint NOT NULL,
    -- When it is tried next; null once it has ended.
    next_at timestamptz(3),
    -- Until then one worker tries it.
    claimed_until timestamptz(3),
    ended_at timestamptz(3),
    CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT webhook_deliveries_notice_key UNIQUE (org_id, webhook_id, notice_id),
    CONSTRAINT webhook_deliveries_webhook_fkey FOREIGN KEY (org_id, webhook_id)
      REFERENCES webhooks (org_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_deliveries_state CHECK (state IN ('waiting', 'delivered', 'failed', 'dropped')),
    CONSTRAINT webhook_deliveries_next CHECK ((state = 'waiting') = (next_at IS NOT NULL)),
    CONSTRAINT webhook_deliveries_end CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CONSTRAINT webhook_deliveries_counts CHECK (sequence > 0 AND tries >= 0 AND attempts >= 0)
  ) WITH (fillfactor = 80);
  CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (org_id, webhook_id, next_at) WHERE state = 'waiting';
  CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (org_id, webhook_id, ended_at) WHERE state <> 'waiting';
  CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (org_id, webhook_id, sequence);

  CREATE TABLE webhook_attempts (
    org_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    number smallint NOT NULL,
    at timestamptz(3) NOT NULL,
    -- All null while the try is under way, and for ever if its worker ended before the answer.
    latency_ms integer,
    status smallint,
    problem text,
    -- The first 4 kB of the answer.
    answer text,
    CONSTRAINT webhook_attempts_pkey PRIMARY KEY (org_id, delivery_id, number),
    CONSTRAINT webhook_attempts_delivery_fkey FOREIGN KEY (org_id, delivery_id)
      REFERENCES webhook_deliveries (org_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_attempts_outcome CHECK (num_nonnulls(status, problem) = num_nonnulls(latency_ms)),
    CONSTRAINT webhook_attempts_answer CHECK (status IS NOT NULL OR answer IS NULL),
    CONSTRAINT webhook_attempts_counts CHECK (number > 0 AND latency_ms >= 0)
  );
`;

const MANAGED = "SELECT, INSERT, UPDATE, DELETE";

/** The API manages webhooks, and sends one again. The worker sends, and deletes what is old. */
const RIGHTS = `
  ${organizationTable("webhooks", { app: MANAGED, worker: "SELECT, UPDATE", ledger: "SELECT" })}
  ${organizationTable("webhook_deliveries", { app: MANAGED, worker: MANAGED, ledger: "SELECT" })}
  ${organizationTable("webhook_attempts", { app: "SELECT, DELETE", worker: MANAGED, ledger: "SELECT" })}
`;

/** Builds the CHECK from the kinds that it has, since other migrations add kinds as well. */
const changeKinds = (chosen: string): string => `
  DO $$ DECLARE kinds text[]; listed text;
  BEGIN
    SELECT array_agg(quoted.parts[1]) INTO kinds
      FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') AS quoted (parts)
      WHERE conname = 'due_kind' AND conrelid = 'due'::regclass;
    SELECT string_agg(quote_literal(kind), ', ') INTO listed FROM unnest(${chosen}) AS kind;
    ALTER TABLE due DROP CONSTRAINT due_kind;
    EXECUTE format('ALTER TABLE due ADD CONSTRAINT due_kind CHECK (kind IN (%s))', listed);
  END $$`;
const ADD_KIND = changeKinds("kinds || ARRAY['deliver_webhook']");
const REMOVE_KIND = changeKinds("array_remove(kinds, 'deliver_webhook')");
