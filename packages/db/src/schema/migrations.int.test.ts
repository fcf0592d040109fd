import { expect, it } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { testDatabase } from "../testing/index.ts";
import { ONE_SCHEMA } from "./homes.ts";
import { openMigrations } from "./open-migrations.ts";
import { KNOWN_MIGRATIONS } from "./schema-version.ts";

const database = await testDatabase();
const owner = await database.open("owner");

it("removes every table when undone, and the next preparation creates the same schema again", async () => {
  const schema = await describeSchema();
  const migrations = await openMigrations(database.ownerUrl, ONE_SCHEMA);
  for (const _ of KNOWN_MIGRATIONS) await migrations.undoLastMigration();
  await migrations.destroy();
  // Functions of sql files stay: PostgreSQL resolves their tables only when they run.
  const left = (await describeSchema()).filter(
    (line) => !/^(function|migrations|serves_from|sql_functions) /.test(line),
  );
  expect(left).toEqual([]);
  await prepareDatabase(database.ownerUrl);
  expect(await describeSchema()).toEqual(schema);
});

/** Every relation, column, constraint, policy, trigger, function and privilege, one per line. */
async function describeSchema(): Promise<string[]> {
  const rows: { line: string }[] = await owner.query(`
    WITH tables AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v'))
    SELECT relname || ' ' || coalesce(array_to_string(reloptions, ','), '') || ' ' || coalesce(relacl::text, '') AS line FROM tables
    UNION ALL SELECT relname || ' view ' || pg_get_viewdef(oid) FROM tables WHERE relkind = 'v'
    UNION ALL SELECT relname || ' column ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
        || ' ' || coalesce(attstattarget, -1) || ' ' || coalesce(attacl::text, '')
      FROM pg_attribute JOIN tables ON attrelid = tables.oid WHERE attnum > 0
    UNION ALL SELECT relname || ' constraint ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      FROM pg_constraint JOIN tables ON conrelid = tables.oid
    UNION ALL SELECT relname || ' index ' || pg_get_indexdef(indexrelid) FROM pg_index JOIN tables ON indrelid = tables.oid
    UNION ALL SELECT relname || ' policy ' || polname || ' ' || polcmd::text || ' ' || pg_get_expr(polqual, polrelid)
      FROM pg_policy JOIN tables ON polrelid = tables.oid
    UNION ALL SELECT relname || ' trigger ' || pg_get_triggerdef(pg_trigger.oid)
      FROM pg_trigger JOIN tables ON tgrelid = tables.oid WHERE NOT tgisinternal
    UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY line`);
  return rows.map(({ line }) => line);
}
