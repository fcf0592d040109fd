import { BASELINE_FILE } from "@scrip/verify/check-database";
import { readDatabase } from "@scrip/verify/read-database";
import { afterAll, expect, it } from "vitest";
import { openReadPool } from "../connection/read-pool.ts";
import { testDatabase } from "../testing/index.ts";

const database = await testDatabase();
const pool = openReadPool(database.urls.verify);
afterAll(() => pool.end());

it("L11 L28 the facts that verify compares are those of the migrations and sql files", async () => {
  const facts = (await readDatabase(pool, "organizations"))?.facts;
  await expect(`${facts?.join("\n")}\n`).toMatchFileSnapshot(BASELINE_FILE);
});
