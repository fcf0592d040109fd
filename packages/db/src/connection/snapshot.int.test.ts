import pg from "pg";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { bigintTypes } from "./bigint-parser.ts";
import { isTransient } from "./errors.ts";
import type { Statement } from "./query.ts";
import { inSnapshot, type SnapshotUnit } from "./snapshot.ts";

const database = await testDatabase();
const owner = await database.open("owner");
await owner.query("CREATE TABLE numbers (n bigint)");
await owner.query("INSERT INTO numbers VALUES (1)");
afterAll(() => owner.query("DROP TABLE numbers"));

const COUNT: Statement = { name: "count-numbers", text: "SELECT count(*) AS n FROM numbers", values: [] };
const divided = (by: number): Statement => ({ name: "divided", text: "SELECT 6 / $1::int AS n", values: [by] });
const plain = (text: string): Statement => ({ text, values: [] });

describe.each([{ pipeline: true }, { pipeline: false }])("a snapshot, %o", ({ pipeline }) => {
  /** Reads on one connection, so that each read finds what the one before it left. */
  function aPool() {
    const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 1, pipeline, types: bigintTypes });
    onTestFinished(() => pool.end());
    pool.on("error", () => {});
    return <Result>(unit: SnapshotUnit<Result>) => inSnapshot(pool, unit);
  }

  it("sees one moment, also in later turns, and only reads", async () => {
    const read = aPool();
    const counts = await read(async (query) => {
      const first = await Promise.all([query(COUNT), query(divided(2))]);
      await owner.query("INSERT INTO numbers VALUES (2)");
      return [...first, await query(COUNT)];
    });
    const now = await read((query, last) => {
      const counted = query(COUNT);
      last();
      return counted;
    });
    expect(Number(now[0]?.n)).toBe(Number(counts[0]?.[0]?.n) + 1);
    expect(counts).toEqual([counts[0], [{ n: 3 }], counts[0]]);
    const writing = read((query) => query(plain("DELETE FROM numbers")));
    await expect(writing).rejects.toMatchObject({ code: "25006" });
  });

  it("reads values of every type, and nulls, from columns that are described once", async () => {
    const read = aPool();
    const typed: Statement = {
      name: "typed",
      text: "SELECT $1::bigint AS big, $2::text AS text, now() AS at, '{\"a\":[1]}'::json AS json, $3::text AS none",
      values: [2n ** 60n, 'a "b" ü', null],
    };
    for (let n = 0; n < 3; n += 1) {
      const [row] = await read((query) => query(typed));
      expect(row).toEqual({ big: 2n ** 60n, text: 'a "b" ü', at: expect.any(Date), json: { a: [1] }, none: null });
    }
  });

  it("answers the statements before one that fails, runs none behind it, and rolls back", async () => {
    const read = aPool();
    for (const failing of [divided(0), plain("SELECT nonsense")]) {
      const seen = read(async (query) => {
        const answers = await Promise.allSettled([query(COUNT), query(failing), query(divided(3))]);
        expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
        throw new Error("enough");
      });
      await expect(seen).rejects.toEqual(new Error("enough"));
    }
    // Each statement is prepared or not, as PostgreSQL has it.
    expect(
      await read((query) => Promise.all([query(divided(3)), query(divided(2)), query(plain("SELECT 1 AS n"))])),
    ).toEqual([[{ n: 2 }], [{ n: 3 }], [{ n: 1 }]]);
  });

  it("G2 leaves no setting of its transaction to the next reader, also after a failure", async () => {
    const read = aPool();
    const setting = plain("SELECT current_setting('scrip.org_ids', true) AS ids");
    const set = plain("SELECT set_config('scrip.org_ids', '{a}', true) AS ids");
    expect(await read((query) => Promise.all([query(set), query(setting)]))).toEqual([
      [{ ids: "{a}" }],
      [{ ids: "{a}" }],
    ]);
    expect((await read((query) => query(setting)))[0]?.ids).toBe("");
    await expect(read((query) => Promise.all([query(set), query(divided(0))]))).rejects.toMatchObject({
      code: "22012",
    });
    expect((await read((query) => query(setting)))[0]?.ids).toBe("");
  });

  it("refuses a statement after its end", async () => {
    const read = aPool();
    let late: (() => Promise<unknown>) | undefined;
    await read(async (query) => {
      late = () => query(COUNT);
    });
    await expect(late?.()).rejects.toThrow("the snapshot has ended");
  });

  it("E2 fails as a lost connection if the server ends it, and the next read has a new one", async () => {
    const read = aPool();
    const pidOf = plain("SELECT pg_backend_pid() AS pid");
    const lost = await read(async (query) => {
      const [row] = await query(pidOf);
      const waiting = query(plain("SELECT pg_sleep(60)"));
      await owner.query("SELECT pg_terminate_backend($1)", [row?.pid]);
      return Promise.all([waiting, query(COUNT)]);
    }).catch((error: unknown) => error);
    expect([lost, isTransient(lost)]).toEqual([expect.any(Error), true]);
    expect(await read((query) => query(divided(2)))).toEqual([{ n: 3 }]);
  });
});
