import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** What the gateway's names belong to, and the events that it sent. */
export class CreatePaymentRegistry1800000009100 implements HomeMigration {
  readonly name = "CreatePaymentRegistry1800000009100";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "gateway_events", "gateway_payments", "gateway_customers");
    await runInHome(runner, "DELETE FROM platform_due WHERE kind = 'book_event'");
  }
}

const TABLES = `
  -- The one customer of each organization at the gateway.
  CREATE TABLE gateway_customers (
    id text NOT NULL,
    org_id uuid NOT NULL,
    livemode boolean NOT NULL,
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT gateway_customers_pkey PRIMARY KEY (id),
    CONSTRAINT gateway_customers_organization_key UNIQUE (org_id)
  );

  -- Each payment of the gateway belongs to one attempt of one organization.
  CREATE TABLE gateway_payments (
    id text NOT NULL,
    org_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    claimed_at timestamptz(3) NOT NULL,
    CONSTRAINT gateway_payments_pkey PRIMARY KEY (id),
    CONSTRAINT gateway_payments_attempt_key UNIQUE (org_id, attempt_id)
  );

  -- Events as they came in. An event without done_at has a row in platform_due.
  CREATE TABLE gateway_events (
    id text NOT NULL,
    type text NOT NULL,
    livemode boolean NOT NULL,
    -- The object that the event is about, and its customer, by which the event finds its organization.
    object_id text NOT NULL,
    customer text,
    -- When the gateway made it.
    created_at timestamptz(3) NOT NULL,
    received_at timestamptz(3) NOT NULL,
    payload jsonb NOT NULL,
    outcome text,
    done_at timestamptz(3),
    CONSTRAINT gateway_events_pkey PRIMARY KEY (id),
    CONSTRAINT gateway_events_outcome CHECK ((outcome IS NULL) = (done_at IS NULL) AND outcome IN ('booked', 'ignored'))
  );
  CREATE INDEX gateway_events_of_customer ON gateway_events (customer, created_at);
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON gateway_customers, gateway_payments, gateway_events TO ${app}, ${worker}, ${verify};
    GRANT INSERT ON gateway_customers, gateway_payments, gateway_events TO ${app}, ${worker};
    GRANT UPDATE (outcome, done_at) ON gateway_events TO ${app}, ${worker};
  `;
}
