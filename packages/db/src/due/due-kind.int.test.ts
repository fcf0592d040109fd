import { DUE_KINDS } from "@scrip/domain/due";
import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";

const database = await testDatabase();

it("PostgreSQL accepts exactly the kinds of due work that the domain lists", async () => {
  const owner = await database.open("owner");
  const [{ definition }]: [{ definition: string }] = await owner.query(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'due_kind'",
  );
  const kinds = [...definition.matchAll(/'([a-z_]+)'/g)].map(([, kind]) => kind);
  expect(new Set(kinds)).toEqual(new Set(DUE_KINDS));
});
