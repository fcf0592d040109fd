import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";
import { organizationTable } from "./row-level-security.ts";

/** Which subscriptions of the gateway a plan has, and how a member pays for the first period. */
export class CreateSubscriptionLinks1800000009500 implements HomeMigration {
  readonly name = "CreateSubscriptionLinks1800000009500";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(
      runner,
      organizationTable("subscription_links", {
        app: "SELECT, INSERT, UPDATE (told)",
        worker: "SELECT, INSERT, UPDATE (told)",
        ledger: "SELECT",
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "subscription_links");
    await runInHome(runner, "ALTER TABLE plan_requests DROP COLUMN way");
  }
}

const TABLES = `
  -- The subscriptions of the gateway that paid for a subscription: a new one after each change of its terms.
  CREATE TABLE subscription_links (
    org_id uuid NOT NULL,
    -- The gateway's name: sub_...
    id text NOT NULL,
    subscription_id uuid NOT NULL,
    -- What the gateway was told last: its subscription goes on, ends with its period, or has ended.
    told text NOT NULL,
    linked_at timestamptz(3) NOT NULL,
    CONSTRAINT subscription_links_pkey PRIMARY KEY (org_id, id),
    CONSTRAINT subscription_links_subscription_fkey FOREIGN KEY (org_id, subscription_id)
      REFERENCES subscriptions (org_id, id),
    CONSTRAINT subscription_links_told CHECK (told IN ('running', 'ending', 'ended'))
  );
  CREATE UNIQUE INDEX subscription_links_one_open ON subscription_links (org_id, subscription_id) WHERE told <> 'ended';

  -- How a member pays for a plan that starts; null where no card is charged.
  ALTER TABLE plan_requests ADD COLUMN way text,
    ADD CONSTRAINT plan_requests_way CHECK (way IN ('page', 'saved'));
`;
