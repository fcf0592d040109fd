import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { type HomeMigration, rolesOf, runInHome } from "./home.ts";

/**
 * Service keys get a ceiling for each day, who made them, the beginning of their text, and when they were last used. The
 * processes may make and revoke keys: members and operators do it on pages.
 */
export class LimitServiceKeys1800000007650 implements HomeMigration {
  readonly name = "LimitServiceKeys1800000007650";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, COLUMNS);
    await runInHome(runner, rightsOf("GRANT", "TO", rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(runner, rightsOf("REVOKE", "FROM", rolesOf(runner)));
    await runInHome(
      runner,
      `DROP INDEX service_keys_org_idx;
      ALTER TABLE service_keys DROP COLUMN prefix, DROP COLUMN daily_ceiling, DROP COLUMN ceiling_version,
        DROP COLUMN created_by, DROP COLUMN last_used_at, DROP COLUMN last_used_from`,
    );
  }
}

const COLUMNS = `
  ALTER TABLE service_keys
    -- The first characters of the text, by which people recognize the key. Null: an earlier version made the key.
    ADD COLUMN prefix text,
    -- Micro-USD; null: no ceiling.
    ADD COLUMN daily_ceiling bigint,
    -- How often the ceiling was set; 0 means never, and then nothing counts what the key uses.
    ADD COLUMN ceiling_version integer NOT NULL DEFAULT 0,
    -- The person who made the key. Null: the command line did.
    ADD COLUMN created_by uuid,
    -- Written every half minute, for all keys at once.
    ADD COLUMN last_used_at timestamptz(3),
    ADD COLUMN last_used_from text,
    ADD CONSTRAINT service_keys_ceiling CHECK (daily_ceiling > 0 AND ceiling_version > 0 OR daily_ceiling IS NULL),
    ADD CONSTRAINT service_keys_version CHECK (ceiling_version >= 0);
  CREATE INDEX service_keys_org_idx ON service_keys (org_id) WHERE org_id IS NOT NULL;
`;

function rightsOf(verb: "GRANT" | "REVOKE", to: "TO" | "FROM", { app, worker }: RoleNames): string {
  return `
    ${verb} INSERT (id, hash, prefix, name, owner, org_id, org_ids, scopes, created_at, created_by, expires_at,
      daily_ceiling, ceiling_version) ON service_keys ${to} ${app};
    ${verb} UPDATE (name, daily_ceiling, ceiling_version, revoked_at, last_used_at, last_used_from)
      ON service_keys ${to} ${app};
    ${verb} UPDATE (revoked_at) ON service_keys ${to} ${worker};
  `;
}
