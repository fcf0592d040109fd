import { verifyLedger } from "@scrip/verify/verify-ledger";
import { describe, expect, it } from "vitest";
import { openHomes } from "../../schema/open-homes.ts";
import { testDatabase } from "../../testing/index.ts";
import { runSql } from "../../testing/run-sql.ts";
import { aTakenBackLife } from "./a-taken-back-life.fixture.ts";
import { namesOf } from "./history.fixture.ts";
import { DISARM, ledgerOf, openPool, rehash, replayLife } from "./on-database.fixture.ts";

interface Planted {
  readonly what: string;
  readonly sql: (org: string) => string;
  readonly names: string[];
  /** The hashes are not computed again, since they must reveal the corruption. */
  readonly keepHashes?: true;
}

const PLANTED: Planted[] = [
  {
    what: "a grant has more to revoke than was taken back",
    sql: (org) => `UPDATE grants SET to_revoke = 1 WHERE org_id = '${org}'`,
    names: ["L23"],
  },
  {
    what: "a revocation records a smaller amount",
    sql: (org) => `UPDATE entries SET asked = asked - 1 WHERE org_id = '${org}' AND asked = 17`,
    names: ["L23"],
  },
  {
    what: "a reinstatement records a smaller amount",
    sql: (org) => `UPDATE entries SET asked = 12 WHERE org_id = '${org}' AND kind = 'grant_reinstated'`,
    names: ["L23"],
  },
  {
    what: "a revocation has lost its amount",
    sql: (org) => `UPDATE entries SET asked = NULL WHERE org_id = '${org}' AND asked = 3`,
    names: ["L23"],
  },
  {
    what: "the amount of a revocation is changed",
    sql: (org) => `UPDATE entries SET asked = 18 WHERE org_id = '${org}' AND asked = 17`,
    names: ["L9", "L23"],
    keepHashes: true,
  },
];

describe("credit that was taken back, on tampered data", async () => {
  const database = await testDatabase();
  const life = aTakenBackLife();
  const writer = ledgerOf(database);
  const source = await openHomes({ organizations: database.urls.app }, { applicationName: "scrip-test-verify" });
  const lives = await Promise.all(PLANTED.map(() => replayLife(source, writer, life.history)));
  await Promise.all([writer.close(), source.close()]);
  await runSql(database.ownerUrl, DISARM);
  const cases = PLANTED.map((planted, index) => ({ ...planted, org: lives[index]?.orgId ?? "" }));

  const verify = async (orgIds: readonly string[]) => {
    const pool = openPool(database.urls.verify);
    try {
      return (await verifyLedger({ pool, orgIds })).findings;
    } finally {
      await pool.end();
    }
  };

  it("PostgreSQL answers as the model does, and verify finds nothing", async () => {
    for (const { answers, expected } of lives) expect(answers).toEqual(expected);
    expect(await verify(lives.map(({ orgId }) => orgId))).toEqual([]);
  });

  it.each(cases)("reports $names when $what", async ({ org, sql, names, keepHashes }) => {
    await runSql(database.ownerUrl, sql(org));
    if (!keepHashes) await rehash(database.ownerUrl, org);
    expect(namesOf(await verify([org]))).toEqual(names);
  });
});
