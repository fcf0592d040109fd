import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** Mails that the worker sends: the outbox of the platform. */
export class CreateMails1800000007100 implements HomeMigration {
  readonly name = "CreateMails1800000007100";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLE);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "mails");
    await runInHome(
      runner,
      `DELETE FROM platform_due WHERE kind = 'send_mail';
      REVOKE UPDATE (due_at) ON platform_due FROM ${rolesOf(runner).worker}`,
    );
  }
}

const TABLE = `
  CREATE TABLE mails (
    id uuid NOT NULL,
    kind text NOT NULL,
    to_address text NOT NULL,
    org_id uuid,
    person_id uuid,
    -- The values of the text, links with secrets among them. Erased when the mail ends.
    data jsonb,
    queued_at timestamptz(3) NOT NULL,
    -- The tries that failed for now.
    tries smallint NOT NULL DEFAULT 0,
    outcome text,
    ended_at timestamptz(3),
    CONSTRAINT mails_pkey PRIMARY KEY (id),
    CONSTRAINT mails_kind CHECK (kind ~ '^[a-z]+(_[a-z]+)*$'),
    CONSTRAINT mails_one_line CHECK (to_address !~ '[[:cntrl:]]'),
    CONSTRAINT mails_tries CHECK (tries >= 0),
    CONSTRAINT mails_outcome CHECK (outcome IN ('sent', 'void')),
    CONSTRAINT mails_end CHECK ((outcome IS NULL) = (ended_at IS NULL) AND (outcome IS NULL) = (data IS NOT NULL))
  );
  CREATE INDEX mails_person_idx ON mails (person_id) WHERE person_id IS NOT NULL;
  CREATE INDEX mails_ended_idx ON mails (ended_at) WHERE ended_at IS NOT NULL;
`;

/** The app queues mails and erases those of a person; it cannot read the secrets in them. Only the worker can. */
function rightsOf({ app, worker }: RoleNames): string {
  return `
    GRANT INSERT, DELETE, SELECT (id, to_address, person_id) ON mails TO ${app};
    GRANT SELECT, DELETE, UPDATE (data, tries, outcome, ended_at) ON mails TO ${worker};
    GRANT UPDATE (due_at) ON platform_due TO ${worker};
  `;
}
