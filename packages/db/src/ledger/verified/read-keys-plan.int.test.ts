import { randomUUIDv7 } from "node:crypto";
import { readRepeatedKeys } from "@scrip/verify/read-keys";
import type { Pool } from "pg";
import { expect, it } from "vitest";
import { testDatabase } from "../../testing/index.ts";

const database = await testDatabase();
const verify = await database.open("verify");

it.each([
  "nothing",
  "hashjoin, mergejoin",
  "nestloop, mergejoin",
  "nestloop, hashjoin",
  "indexscan, bitmapscan, hashjoin",
])("L13 calculates the id of a key once, and not for each entry (plans without: %s)", async (avoided) => {
  const conditions: string[] = [];
  await verify.transaction(async (manager) => {
    for (const method of avoided.split(", ").filter((name) => name !== "nothing"))
      await manager.query(`SET LOCAL enable_${method} = off`);
    const explaining = {
      query: async ({ text, values }: { text: string; values: unknown[] }) => {
        const plan: { "QUERY PLAN": string }[] = await manager.query(`EXPLAIN ${text}`, values);
        conditions.push(...plan.map((line) => line["QUERY PLAN"]).filter((line) => /(Filter|Cond): /.test(line)));
        return { rows: [] };
      },
    };
    await readRepeatedKeys(explaining as unknown as Pool, [randomUUIDv7()]);
  });
  expect(conditions.length).toBeGreaterThan(0);
  expect(conditions.filter((line) => line.includes("key_id_of"))).toEqual([]);
});
