import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { migrations } from "./migrations.ts";

const database = await testDatabase();

it("goes down to nothing and up again to the same schema", async () => {
  const owner = await database.open("owner");
  const schema = await describeSchema();
  for (const _ of migrations) await owner.undoLastMigration();
  expect(await describeSchema()).toEqual(schema.filter((line) => line.startsWith("migrations ")));
  await owner.runMigrations();
  expect(await describeSchema()).toEqual(schema);
});

/** Every relation, column, constraint, policy, trigger, function and privilege, one a line. */
async function describeSchema(): Promise<string[]> {
  const owner = await database.open("owner");
  const rows: { line: string }[] = await owner.query(`
    WITH tables AS (SELECT * FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')
    SELECT relname || ' ' || coalesce(array_to_string(reloptions, ','), '') || ' ' || coalesce(relacl::text, '') AS line FROM tables
    UNION ALL SELECT relname || ' column ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
        || ' ' || coalesce(attacl::text, '')
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
