import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/**
 * One outbox for everything of which people are notified. It replaces `plan_notices`. A row that waits there at the moment
 * of the upgrade is dropped with its work: its values are texts, which an event does not have.
 */
export class CreateNotices1800000010000 implements HomeMigration {
  readonly name = "CreateNotices1800000010000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, NOTICES);
    await runInHome(runner, "DELETE FROM due WHERE kind = 'send_notice'");
    await dropTables(runner, "plan_notices");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, "DELETE FROM due WHERE kind = 'send_notice'");
    await dropTables(runner, "notices");
    await runInHome(runner, PLAN_NOTICES);
  }
}

/** The API, the worker and the ledger's batches write notices; the worker marks those that it has sent, and deletes old ones. */
const NOTICES = `
  CREATE TABLE notices (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    -- By the organization's time.
    at timestamptz(3) NOT NULL,
    -- By PostgreSQL's clock.
    recorded_at timestamptz(3) NOT NULL,
    -- The values of the event.
    data jsonb NOT NULL,
    -- The business key: what happened once has one notice.
    key text NOT NULL,
    -- When its mails and webhooks were queued.
    sent_at timestamptz(3),
    CONSTRAINT notices_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT notices_key UNIQUE (org_id, key),
    CONSTRAINT notices_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT notices_kind CHECK (kind ~ '^([a-z]+(_[a-z]+)*[.][a-z]+(_[a-z]+)*|test)$'),
    CONSTRAINT notices_data CHECK (jsonb_typeof(data) = 'object'),
    CONSTRAINT notices_key_size CHECK (length(key) BETWEEN 1 AND 200)
  );
  CREATE INDEX notices_recorded_idx ON notices (recorded_at);
  ${organizationTable("notices", {
    app: "SELECT, INSERT",
    worker: "SELECT, INSERT, UPDATE (sent_at), DELETE",
    ledger: "SELECT, INSERT",
  })}
  CREATE POLICY notices_old ON notices TO scrip_worker
    USING (sent_at IS NOT NULL AND recorded_at < clock_timestamp() - interval '90 days') WITH CHECK (false);
`;

const PLAN_NOTICES = `
  CREATE TABLE plan_notices (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    -- The values of the mail's text, without the names of the organization and its people.
    data jsonb NOT NULL,
    CONSTRAINT plan_notices_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT plan_notices_organization_fkey FOREIGN KEY (org_id) REFERENCES organizations (org_id),
    CONSTRAINT plan_notices_kind CHECK (kind ~ '^[a-z]+(_[a-z]+)*$')
  );
  ${organizationTable("plan_notices", { app: "SELECT, INSERT", worker: "SELECT, INSERT, DELETE", ledger: "SELECT" })}
`;
