import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The platform's operators, and their acts for organizations with the approvals of these. */
export class CreateOperators1800000007700 implements HomeMigration {
  readonly name = "CreateOperators1800000007700";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "staff_acts", "operators");
  }
}

const TABLES = `
  CREATE TABLE operators (
    person_id uuid NOT NULL,
    made_at timestamptz(3) NOT NULL,
    -- Null for an operator who is not removed. Rows stay, since acts name them.
    removed_at timestamptz(3),
    CONSTRAINT operators_pkey PRIMARY KEY (person_id),
    CONSTRAINT operators_times CHECK (removed_at >= made_at)
  );

  -- What an operator does for an organization: the claim of the act in the organization, and its approval if it needs one.
  CREATE TABLE staff_acts (
    id uuid NOT NULL,
    kind text NOT NULL,
    org_id uuid NOT NULL,
    terms jsonb NOT NULL,
    amount bigint NOT NULL,
    reason text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamptz(3) NOT NULL,
    idempotency_key text NOT NULL,
    payload_hash bytea NOT NULL,
    -- The end of the time in which it waits for approval; null for an act that needs none.
    approve_before timestamptz(3),
    state text NOT NULL,
    -- When credit that it adds expires: computed when it may run.
    credit_expires_at timestamptz(3),
    decided_by uuid,
    decided_at timestamptz(3),
    decision_reason text,
    -- The request that let it run, until it is done.
    origin jsonb,
    done_at timestamptz(3),
    problem text,
    CONSTRAINT staff_acts_pkey PRIMARY KEY (id),
    CONSTRAINT staff_acts_idempotency_key UNIQUE (asked_by, idempotency_key),
    CONSTRAINT staff_acts_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES operators (person_id),
    CONSTRAINT staff_acts_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES operators (person_id),
    CONSTRAINT staff_acts_kind CHECK (kind IN ('grant', 'revoke', 'forgive', 'refund')),
    CONSTRAINT staff_acts_amount CHECK (amount > 0),
    CONSTRAINT staff_acts_reason CHECK (length(reason) BETWEEN 5 AND 500),
    CONSTRAINT staff_acts_payload_hash_size CHECK (length(payload_hash) = 32),
    CONSTRAINT staff_acts_state
      CHECK (state IN ('wanted', 'running', 'done', 'failed', 'refused', 'withdrawn')),
    -- A second operator decides, and never the one who asked.
    CONSTRAINT staff_acts_second CHECK (decided_by <> asked_by),
    CONSTRAINT staff_acts_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CONSTRAINT staff_acts_approved CHECK (approve_before IS NULL OR decided_by IS NOT NULL OR state IN ('wanted', 'withdrawn')),
    CONSTRAINT staff_acts_alone CHECK (approve_before IS NOT NULL OR state IN ('running', 'done', 'failed')),
    CONSTRAINT staff_acts_problem CHECK ((problem IS NOT NULL) = (state = 'failed')),
    CONSTRAINT staff_acts_done CHECK ((done_at IS NOT NULL) = (state IN ('done', 'failed')))
  );
  CREATE INDEX staff_acts_by_time ON staff_acts (asked_at, id);
  CREATE INDEX staff_acts_wanted ON staff_acts (approve_before) WHERE state = 'wanted';
`;

/** The owner alone makes and removes operators: a process that is broken into cannot. */
function rightsOf({ app, worker, verify }: RoleNames): string {
  const end = "state, origin, done_at, problem";
  return `
    GRANT SELECT ON operators, staff_acts TO ${app}, ${worker}, ${verify};
    GRANT INSERT, UPDATE (${end}, credit_expires_at, decided_by, decided_at, decision_reason) ON staff_acts TO ${app};
    GRANT UPDATE (${end}) ON staff_acts TO ${worker};
  `;
}
