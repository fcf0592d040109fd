import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The requests of members and visitors to talk to sales. */
export class CreateSalesRequests1800000008250 implements HomeMigration {
  readonly name = "CreateSalesRequests1800000008250";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "sales_requests");
  }
}

const TABLES = `
  CREATE TABLE sales_requests (
    id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    company text,
    plan text,
    message text NOT NULL,
    -- The organization and the person of a member; null for a visitor.
    org_id uuid,
    person_id uuid,
    state text NOT NULL,
    CONSTRAINT sales_requests_pkey PRIMARY KEY (id),
    CONSTRAINT sales_requests_state CHECK (state IN ('new', 'contacted', 'won', 'lost')),
    CONSTRAINT sales_requests_of_member CHECK (org_id IS NULL OR person_id IS NOT NULL)
  );
  CREATE INDEX sales_requests_by_time ON sales_requests (at, id);
  CREATE INDEX sales_requests_of_person ON sales_requests (person_id);
`;

/** An erasure of a person deletes their requests. */
function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON sales_requests TO ${app}, ${worker}, ${verify};
    GRANT INSERT, UPDATE (state), DELETE ON sales_requests TO ${app};
    GRANT DELETE ON sales_requests TO ${worker};
  `;
}
