import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** Campaigns get a number of codes, a reason, and the approval of a second operator if they need it. */
export class ApproveCampaigns1800000008260 implements HomeMigration {
  readonly name = "ApproveCampaigns1800000008260";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, COLUMNS);
    await runInHome(runner, rightsOf("GRANT", "TO", rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, rightsOf("REVOKE", "FROM", rolesOf(runner)));
    await runInHome(
      runner,
      `DROP INDEX campaigns_alone, campaigns_wanted;
      ALTER TABLE campaigns DROP COLUMN max_codes, DROP COLUMN reason, DROP COLUMN approval, DROP COLUMN approve_before,
        DROP COLUMN decided_by, DROP COLUMN decided_at, DROP COLUMN decision_reason`,
    );
  }
}

const COLUMNS = `
  ALTER TABLE campaigns
    -- How many codes it can have; null for any number.
    ADD COLUMN max_codes bigint,
    -- Why an operator made it; null for the command line.
    ADD COLUMN reason text,
    -- Null for a campaign that needs no approval.
    ADD COLUMN approval text,
    -- The end of the time in which it waits for approval.
    ADD COLUMN approve_before timestamptz(3),
    ADD COLUMN decided_by uuid,
    ADD COLUMN decided_at timestamptz(3),
    ADD COLUMN decision_reason text,
    ADD CONSTRAINT campaigns_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES operators (person_id),
    ADD CONSTRAINT campaigns_max_codes CHECK (max_codes > 0),
    ADD CONSTRAINT campaigns_reason CHECK (length(reason) BETWEEN 5 AND 500),
    ADD CONSTRAINT campaigns_approval CHECK (approval IN ('wanted', 'approved', 'refused', 'withdrawn')),
    ADD CONSTRAINT campaigns_asked CHECK ((approval IS NULL) = (approve_before IS NULL)),
    ADD CONSTRAINT campaigns_asked_by CHECK (approval IS NULL OR made_by IS NOT NULL),
    -- A second operator decides, and never the one who asked.
    ADD CONSTRAINT campaigns_second CHECK (decided_by <> made_by),
    ADD CONSTRAINT campaigns_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    ADD CONSTRAINT campaigns_decision CHECK (coalesce(approval IN ('approved', 'refused'), false) = (decided_by IS NOT NULL));
  CREATE INDEX campaigns_alone ON campaigns (made_by, created_at) WHERE approval IS NULL;
  CREATE INDEX campaigns_wanted ON campaigns (approve_before) WHERE approval = 'wanted';
`;

function rightsOf(verb: "GRANT" | "REVOKE", to: "TO" | "FROM", { app }: RoleNames): string {
  return `${verb} UPDATE (approval, decided_by, decided_at, decision_reason) ON campaigns ${to} ${app}`;
}
