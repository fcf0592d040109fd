import type { QueryRunner } from "typeorm";
import { dropTables, type HomeMigration, runInHome } from "./home.ts";

/** The copies of the catalog's moves, where a renewal reads them. */
export class CopyCatalogMoves1800000008210 implements HomeMigration {
  readonly name = "CopyCatalogMoves1800000008210";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, "catalog_move_copies");
  }
}

const TABLES = `
  CREATE TABLE catalog_move_copies (
    version integer NOT NULL,
    decided_at timestamptz(3) NOT NULL,
    renewals_from timestamptz(3) NOT NULL,
    CONSTRAINT catalog_move_copies_pkey PRIMARY KEY (version),
    CONSTRAINT catalog_move_copies_version_fkey FOREIGN KEY (version) REFERENCES catalog_copies (number),
    CONSTRAINT catalog_move_copies_notice CHECK (renewals_from >= decided_at)
  );
  GRANT SELECT, INSERT ON catalog_move_copies TO scrip_app, scrip_worker;
  GRANT SELECT ON catalog_move_copies TO scrip_ledger, scrip_verify;
`;
