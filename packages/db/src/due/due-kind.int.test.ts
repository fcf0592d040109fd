import { DUE_KINDS, PLATFORM_DUE_KINDS } from "@scrip/domain/due";
import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";

const database = await testDatabase();

it.each([
  ["due work", "due_kind", DUE_KINDS],
  ["the platform's due work", "platform_due_kind", PLATFORM_DUE_KINDS],
])("PostgreSQL accepts exactly the kinds of %s that the domain lists", async (_what, constraint, listed) => {
  const owner = await database.open("owner");
  const [{ definition }]: [{ definition: string }] = await owner.query(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1",
    [constraint],
  );
  const kinds = [...definition.matchAll(/'([a-z_]+)'/g)].map(([, kind]) => kind);
  expect(new Set(kinds)).toEqual(new Set(listed));
});
