import type { Finding } from "@scrip/verify/finding";
import type { ChainHead } from "@scrip/verify/head";
import { type BoundHead, readRowsToSign } from "@scrip/verify/read-beside";
import { type VerifyOptions, verifyLedger } from "@scrip/verify/verify-ledger";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../../../testing/index.ts";
import { AUDIT } from "./audit.fixture.ts";
import { CREDIT } from "./credit.fixture.ts";
import type { Damage } from "./damage.fixture.ts";
import { ENTRIES } from "./entries.fixture.ts";
import { EXPECTED, EXPECTED_OF_LIST } from "./expected.fixture.ts";
import { JOBS } from "./jobs.fixture.ts";
import { PLANS } from "./plans.fixture.ts";
import { PLATFORM } from "./platform.fixture.ts";
import { seed } from "./seed.fixture.ts";
import { TOP_UPS } from "./top-ups.fixture.ts";
import { inTransactionOf, UNLOCK } from "./unlocked.fixture.ts";

const database = await testDatabase();
const seeded = await seed(database);
const client = new pg.Client({ connectionString: database.ownerUrl });
await client.connect();
await client.query(UNLOCK);
afterAll(() => client.end());

/** A pool with this one connection, inside the transaction of the test. */
const pool = inTransactionOf(client);

async function findings(options: Partial<VerifyOptions> = {}): Promise<Finding[]> {
  return (await verifyLedger({ pool, ...options })).findings;
}

const heads: BoundHead[] = [];
let platformAudit: ChainHead | undefined;
const before = await findings({
  onHead: (head) => heads.push(head),
  onPlatformAudit: (head) => {
    platformAudit = head;
  },
});
const signed = {
  ...(await readRowsToSign({ cells: [{ name: null, pool }], platform: pool }, heads)),
  ...(platformAudit && { platformAudit }),
};
const known = new Set(before.map((finding) => JSON.stringify(finding)));
const damages = withOwnNames([...ENTRIES, ...CREDIT, ...JOBS, ...PLATFORM, ...AUDIT, ...PLANS, ...TOP_UPS]);

it("has what verify must report of every damage", () => {
  expect(Object.keys(EXPECTED)).toEqual(damages.map(({ what }) => what));
});

it("has what a signed list must tell of every damage that a whole run does not name", () => {
  const unnamed = Object.keys(EXPECTED).filter((what) => EXPECTED[what] === "");
  expect(Object.keys(EXPECTED_OF_LIST)).toEqual(unnamed);
});

it("finds nothing against a list of the same rows", async () => {
  expect(await findings(signed)).toEqual(before);
});

it.each(damages)("$what", async ({ what, sql }) => {
  expect(await namedAfter(sql(seeded))).toBe(EXPECTED[what]);
});

it.each(damages.filter(({ what }) => EXPECTED[what] === ""))("$what, against a signed list", async ({ what, sql }) => {
  expect(await namedAfter(sql(seeded), signed)).toBe(EXPECTED_OF_LIST[what]);
});

/** The invariants that `verify` reports after these statements, which are then rolled back. */
async function namedAfter(statements: string, options: Partial<VerifyOptions> = {}): Promise<string> {
  await client.query("BEGIN");
  try {
    await client.query(statements);
    const { rows } = await client.query("SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS has_written");
    expect(rows).toEqual([{ has_written: true }]);
    const found = (await findings(options)).filter((finding) => !known.has(JSON.stringify(finding)));
    const names = [...new Set(found.map(({ invariant }) => invariant))];
    return names.toSorted((one, other) => Number(one.slice(1)) - Number(other.slice(1))).join(" ");
  } finally {
    await client.query("ROLLBACK");
  }
}

/** Numbers the damages of the same name, which hit different rows. */
function withOwnNames(all: readonly Damage[]): Damage[] {
  const seen = new Map<string, number>();
  return all.map(({ what, sql }) => {
    const count = (seen.get(what) ?? 0) + 1;
    seen.set(what, count);
    return { what: count === 1 ? what : `${what} (${count})`, sql };
  });
}
