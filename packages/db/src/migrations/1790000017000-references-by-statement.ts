import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The rows of a batch name the same few grants and holds. A foreign key looks each of them up for each row, a sixth of
 * what a charge costs the server and a fifth of a hold with its settle; these triggers look each up once for all rows
 * of a statement. What they promise is the same: a row that names what its organization does not have is refused
 * (L14, L28), with the code of a foreign key; and what rows name can not go or get another name, whoever asks.
 * Tables that a batch hardly ever writes keep their foreign keys.
 */
export class ReferencesByStatement1790000017000 implements MigrationInterface {
  name = "ReferencesByStatement1790000017000";

  async up(runner: QueryRunner): Promise<void> {
    for (const { table, column, to } of REFERENCES) {
      const name = nameOf(table, to);
      await runner.query(`
        ALTER TABLE ${table} DROP CONSTRAINT ${name}_fkey;
        CREATE FUNCTION check_${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          missing uuid;
        BEGIN
          -- The look-up stands in the list of results: each row goes by the key, also in a plan that was made
          -- while the tables were empty.
          SELECT id INTO missing FROM (
            SELECT named.id, (SELECT t.id FROM ${to} t WHERE t.org_id = named.org_id AND t.id = named.id) AS place
              FROM (SELECT DISTINCT org_id, ${column} AS id FROM added WHERE ${column} IS NOT NULL) AS named
          ) AS looked_up WHERE place IS NULL LIMIT 1;
          IF missing IS NOT NULL THEN
            RAISE EXCEPTION 'a row of ${table} names % as ${column}, which its organization does not have', missing
              USING ERRCODE = 'foreign_key_violation', TABLE = '${table}', CONSTRAINT = '${name}';
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER ${name} AFTER INSERT ON ${table} REFERENCING NEW TABLE AS added
          FOR EACH STATEMENT EXECUTE FUNCTION check_${name}();
      `);
    }
    for (const [table, key] of Object.entries(NAMED))
      await runner.query(`
        CREATE TRIGGER ${table}_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF ${key} ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TRIGGER hold_slices_stay BEFORE UPDATE OF org_id, hold_id, grant_id ON hold_slices
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["hold_slices", ...Object.keys(NAMED)])
      await runner.query(`DROP TRIGGER ${table}_stay ON ${table}`);
    for (const { table, column, to } of REFERENCES) {
      const name = nameOf(table, to);
      await runner.query(`
        DROP TRIGGER ${name} ON ${table};
        DROP FUNCTION check_${name}();
        ALTER TABLE ${table} ADD CONSTRAINT ${name}_fkey FOREIGN KEY (org_id, ${column}) REFERENCES ${to} (org_id, id);
      `);
    }
  }
}

/** What every command of a batch writes rows of, and what these rows name. */
const REFERENCES = [
  { table: "entries", column: "first_grant_id", to: "grants" },
  { table: "entries", column: "first_hold_id", to: "holds" },
  { table: "hold_slices", column: "hold_id", to: "holds" },
  { table: "hold_slices", column: "grant_id", to: "grants" },
] as const;

/** What is named, with its key. */
const NAMED = { grants: "org_id, id", holds: "org_id, id" };

const nameOf = (table: string, to: "grants" | "holds"): string => `${table}_${to === "grants" ? "grant" : "hold"}`;
