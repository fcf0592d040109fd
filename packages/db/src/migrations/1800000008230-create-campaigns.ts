import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** Campaigns of redeem codes, the hashes of their codes, and the claims of redemptions, which count the uses. */
export class CreateCampaigns1800000008230 implements HomeMigration {
  readonly name = "CreateCampaigns1800000008230";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "code_claims", "codes", "campaigns");
    await runInHome(runner, "DELETE FROM platform_due WHERE kind = 'redeem_code'");
  }
}

const TABLES = `
  CREATE TABLE campaigns (
    id uuid NOT NULL,
    name text NOT NULL,
    -- Micro-USD of one redemption.
    amount bigint NOT NULL,
    -- Its codes are valid before this instant of an organization's time; null for ever.
    valid_until timestamptz(3),
    -- The life of the credit in days of 24 hours; null for ever.
    days integer,
    -- How often each code can be redeemed in all; null for any number.
    uses bigint,
    per_org integer NOT NULL,
    -- The plans whose organizations can redeem; null for any plan.
    plans text[],
    -- The operator who made it; null for the command line.
    made_by uuid,
    idempotency_key text,
    created_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    CONSTRAINT campaigns_pkey PRIMARY KEY (id),
    CONSTRAINT campaigns_idempotency_key UNIQUE (made_by, idempotency_key),
    CONSTRAINT campaigns_made_by_fkey FOREIGN KEY (made_by) REFERENCES operators (person_id),
    CONSTRAINT campaigns_amount CHECK (amount > 0),
    CONSTRAINT campaigns_days CHECK (days > 0),
    CONSTRAINT campaigns_uses CHECK (uses > 0),
    CONSTRAINT campaigns_per_org CHECK (per_org > 0),
    CONSTRAINT campaigns_plans CHECK (cardinality(plans) > 0),
    CONSTRAINT campaigns_ended CHECK (ended_at >= created_at)
  );

  CREATE TABLE codes (
    id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    -- SHA-256 of the code's 26 characters.
    hash bytea NOT NULL,
    created_at timestamptz(3) NOT NULL,
    -- Claims of it, open and marked.
    uses bigint NOT NULL,
    -- As in its campaign.
    max_uses bigint,
    CONSTRAINT codes_pkey PRIMARY KEY (id),
    CONSTRAINT codes_hash_key UNIQUE (hash),
    CONSTRAINT codes_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT codes_hash_size CHECK (length(hash) = 32),
    CONSTRAINT codes_uses CHECK (uses >= 0 AND uses <= max_uses)
  );
  CREATE INDEX codes_of_campaign ON codes (campaign_id);

  CREATE TABLE code_claims (
    id uuid NOT NULL,
    code_id uuid NOT NULL,
    org_id uuid NOT NULL,
    idempotency_key text NOT NULL,
    actor_type text NOT NULL,
    actor_id text,
    claimed_at timestamptz(3) NOT NULL,
    -- Null while the organization's step may not be done.
    marked_at timestamptz(3),
    CONSTRAINT code_claims_pkey PRIMARY KEY (id),
    CONSTRAINT code_claims_idempotency_key UNIQUE (org_id, idempotency_key),
    CONSTRAINT code_claims_code_fkey FOREIGN KEY (code_id) REFERENCES codes (id)
  );
  CREATE INDEX code_claims_of_code ON code_claims (code_id);
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `
    GRANT SELECT ON campaigns, codes, code_claims TO ${app}, ${worker}, ${verify};
    GRANT INSERT, UPDATE (ended_at) ON campaigns TO ${app};
    GRANT INSERT ON codes, code_claims TO ${app};
    GRANT UPDATE (uses) ON codes TO ${app}, ${worker};
    GRANT UPDATE (marked_at), DELETE ON code_claims TO ${app}, ${worker};
  `;
}
