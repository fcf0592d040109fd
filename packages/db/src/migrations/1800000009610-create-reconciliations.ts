import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The runs that compare the gateway's payments with the books. */
export class CreateReconciliations1800000009610 implements HomeMigration {
  readonly name = "CreateReconciliations1800000009610";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "reconciliations");
  }
}

const TABLE = `
  CREATE TABLE reconciliations (
    id uuid NOT NULL,
    why text NOT NULL,
    -- The payments that it compares: made since, and before it began. The newest come first.
    since timestamptz(3) NOT NULL,
    began_at timestamptz(3) NOT NULL,
    -- Payments made after this instant are done, so an interrupted run goes on from here.
    position timestamptz(3) NOT NULL,
    -- Grows with the position. A run that makes no progress is taken over.
    seen_at timestamptz(3) NOT NULL,
    payments integer NOT NULL,
    booked integer NOT NULL,
    events integer NOT NULL,
    -- What operators must look at, at most 200 of them.
    findings jsonb NOT NULL,
    ended_at timestamptz(3),
    CONSTRAINT reconciliations_pkey PRIMARY KEY (id),
    CONSTRAINT reconciliations_why CHECK (why IN ('regular', 'restore', 'command')),
    CONSTRAINT reconciliations_counts CHECK (payments >= 0 AND booked >= 0 AND events >= 0),
    CONSTRAINT reconciliations_time CHECK (since <= began_at AND position <= began_at)
  );
  CREATE INDEX reconciliations_by_time ON reconciliations (began_at, id);
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON reconciliations TO ${app}, ${worker}, ${verify};
    GRANT INSERT, DELETE, UPDATE (position, seen_at, payments, booked, events, findings, ended_at)
      ON reconciliations TO ${worker};
  `;
}
