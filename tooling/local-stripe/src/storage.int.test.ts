import pg from "pg";
import { afterAll, expect, inject, it } from "vitest";
import { postgresStorage } from "./index.ts";
import { expectToSurviveRestart } from "./testing/restart.ts";

// The address of the run's PostgreSQL, which the global setup of the project provides.
const ownerUrl = inject("scripOwnerUrl" as never) as string;
const database = `local_stripe_${process.pid}`;
const url = new URL(ownerUrl);
url.pathname = `/${database}`;

afterAll(async () => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`DROP DATABASE ${database} WITH (FORCE)`);
  await client.end();
});

it("writes more rows than one statement takes, of each the last state, and hostile texts", async () => {
  const storage = await postgresStorage(url.href);
  const rows = Array.from({ length: 2500 }, (_, n) => ({ kind: "many", id: `m_${n}`, seq: n + 1, body: { n } }));
  await storage.write([...rows, { kind: "many", id: "m_7", seq: 8, body: { n: "last" } }]);
  const loaded = (await storage.load()).filter(({ kind }) => kind === "many");
  expect(loaded).toHaveLength(2500);
  expect(loaded[7]?.body).toEqual({ n: "last" });
  const hostile = { name: "a\0b\ud800", path: "\\u0000" };
  await storage.write([{ kind: "many", id: "m_7", seq: 8, body: hostile }]);
  const [, body] = (await storage.load()).flatMap((row) => (row.id === "m_7" ? [row.id, row.body] : []));
  expect(body).toEqual({ name: "ab\ufffd", path: "\\u0000" });
  await storage.write(rows.map((row) => ({ ...row, body: null })));
  expect((await storage.load()).filter(({ kind }) => kind === "many")).toEqual([]);
  await storage.close();
});

it("survives a restart in a database of its own, which it makes", async () => {
  await expectToSurviveRestart(() => postgresStorage(url.href));
});
