import { DUE_KINDS, PLATFORM_DUE_KINDS } from "@scrip/domain/due";
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

it("PostgreSQL orders work of one instant as the domain lists its kind, and an unknown kind last", async () => {
  const owner = await database.open("owner");
  const ranked = await owner.query<{ kind: string }[]>(
    "SELECT kind FROM unnest($1::text[]) AS kind ORDER BY due_rank(kind), kind",
    [["zz_unknown", ...DUE_KINDS].reverse()],
  );
  expect(ranked.map(({ kind }) => kind)).toEqual([...DUE_KINDS, "zz_unknown"]);
});

// Each area adds kinds of the platform's work without a migration. `verify` names a kind that has no handler.
it("PostgreSQL accepts the kinds of the platform's due work by their form", async () => {
  const owner = await database.open("owner");
  const insert = (kind: string) =>
    owner.query("INSERT INTO platform_due (kind, ref, due_at) VALUES ($1, 'ref', 'epoch')", [kind]);
  for (const kind of PLATFORM_DUE_KINDS) await insert(kind);
  for (const kind of ["", "send", "Send_mail", "send mail", "send_"])
    await expect(insert(kind)).rejects.toThrow("platform_due_kind");
});
