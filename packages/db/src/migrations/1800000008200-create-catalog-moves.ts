import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/** The catalog versions to which subscribers move at a renewal. Only the owner writes them, by the command line. */
export class CreateCatalogMoves1800000008200 implements HomeMigration {
  readonly name = "CreateCatalogMoves1800000008200";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "catalog_moves");
  }
}

const TABLES = `
  CREATE TABLE catalog_moves (
    version integer NOT NULL,
    decided_at timestamptz(3) NOT NULL,
    -- Renewals at or after this instant move. The time before it is the notice.
    renewals_from timestamptz(3) NOT NULL,
    CONSTRAINT catalog_moves_pkey PRIMARY KEY (version),
    CONSTRAINT catalog_moves_version_fkey FOREIGN KEY (version) REFERENCES catalog_versions (number),
    CONSTRAINT catalog_moves_notice CHECK (renewals_from >= decided_at)
  );
`;

function rightsOf({ app, worker, verify }: RoleNames): string {
  return `GRANT SELECT ON catalog_moves TO ${app}, ${worker}, ${verify};`;
}
