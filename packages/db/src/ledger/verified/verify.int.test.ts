import type { Finding } from "@scrip/verify/finding";
import { type VerifyOptions, verifyLedger } from "@scrip/verify/verify-ledger";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openHomes } from "../../schema/open-homes.ts";
import { testDatabase } from "../../testing/index.ts";
import { runSql } from "../../testing/run-sql.ts";
import { aLife } from "./a-life.fixture.ts";
import { History, namesOf } from "./history.fixture.ts";
import { DISARM, ledgerOf, openPool, rehash, replayLife } from "./on-database.fixture.ts";
import { PLANTED } from "./planted/index.fixture.ts";
import { anyLife, runLife } from "./random-life.fixture.ts";

const RUNS = Number(process.env.SCRIP_PROPERTY_RUNS ?? 30);

const database = await testDatabase();
const app = await database.open("app");
const ledger = ledgerOf(database);
afterAll(async () => {
  await ledger.close();
});

/** Runs `verify` on a database as the role `scrip_verify`. */
async function verify(url: string, options: Partial<VerifyOptions> = {}) {
  const pool = openPool(url);
  try {
    return await verifyLedger({ pool, ...options });
  } finally {
    await pool.end();
  }
}

/** Without the findings about the database itself, whose constraints and triggers the test has dropped. */
function ofOrganizations(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ orgId }) => orgId !== null);
}

describe("on data that the ledger wrote", () => {
  it("finds nothing in random histories, which PostgreSQL answers as the model does", async () => {
    const lives = fc.sample(anyLife, RUNS).map(runLife);
    let entries = 0;
    await Promise.all(
      lives.map(async (history) => {
        const { answers, expected } = await replayLife(app, ledger, history);
        expect(answers).toEqual(expected);
        entries += history.rows().head.seq;
      }),
    );
    const progress: number[] = [];
    const result = await verify(database.urls.verify, { onProgress: ({ entries: read }) => progress.push(read) });
    expect(result).toEqual({ ok: true, organizations: RUNS, entries, findings: [] });
    expect(progress.at(-1)).toBe(entries);
  });

  it("finds nothing while the ledger keeps writing", async () => {
    const lives = fc.sample(anyLife, 8).map(runLife);
    let writing = 8;
    const written = Promise.all(lives.map((history) => replayLife(app, ledger, history).finally(() => (writing -= 1))));
    while (writing > 0) expect((await verify(database.urls.verify)).findings).toEqual([]);
    await written;
  });

  it("checks only the given organizations, and stops when its signal is aborted", async () => {
    const { orgId } = await replayLife(app, ledger, aLife().history);
    const result = await verify(database.urls.verify, { orgIds: [orgId] });
    expect(result).toMatchObject({ ok: true, organizations: 1 });
    await expect(verify(database.urls.verify, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
      "enough",
    );
  });
});

describe("on tampered data", async () => {
  const template = await testDatabase();
  const life = aLife();
  const other = aLife(new History(500));
  const writer = ledgerOf(template);
  const source = await openHomes({ organizations: template.urls.app }, { applicationName: "scrip-test-verify" });
  // One organization for each corruption, all with the same history, and one that no test changes.
  const cases = await Promise.all(
    PLANTED.map(async (planted) => ({ ...planted, org: (await replayLife(source, writer, life.history)).orgId })),
  );
  await replayLife(source, writer, other.history);
  await Promise.all([writer.close(), source.close()]);
  await runSql(template.ownerUrl, DISARM);

  it("finds nothing before the corruptions", async () => {
    const { findings, organizations } = await verify(template.urls.verify);
    expect([ofOrganizations(findings), organizations]).toEqual([[], PLANTED.length + 1]);
  });

  it.each(cases)("reports $names when $what", async ({ org, ...planted }) => {
    const place = { ...life, org, other };
    await runSql(template.ownerUrl, planted.sql(place).join(";\n"));
    if (!planted.keepHashes) await rehash(template.ownerUrl, org);
    const { ok, findings } = await verify(template.urls.verify, { orgIds: [org] });
    expect(ok).toBe(false);
    expect(namesOf(findings)).toEqual(planted.names);
    expect(findings.flatMap(({ rows }) => rows)).toEqual(expect.arrayContaining(planted.rows(place)));
  });

  it("reports every tampered organization, and no other", async () => {
    const { findings } = await verify(template.urls.verify);
    expect(new Set(ofOrganizations(findings).map(({ orgId }) => orgId))).toEqual(new Set(cases.map(({ org }) => org)));
  });
});
