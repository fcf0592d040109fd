import { catalogText, tiered } from "@scrip/domain/catalog";
import { noCorrections } from "@scrip/domain/ledger";
import { beforeAll, describe, expect, it } from "vitest";
import type { Homes } from "../connection/home-source.ts";
import { readOrganization } from "../connection/read-organization.ts";
import type { Submitted } from "../ledger/keys/submitted.ts";
import { loadCorrections } from "../ledger/load/load-corrections.ts";
import type { LoadedOrg } from "../ledger/load/loaded.ts";
import { countingBlocks } from "../testing/counted-blocks.ts";
import { anOrganization, longHistory, testDatabase } from "../testing/index.ts";
import { listActivity } from "./activity/list-activity.ts";
import { readEntry } from "./activity/read-entry.ts";
import { jobStory } from "./jobs/job-story.ts";
import { chargeLineage } from "./lineage/charge-lineage.ts";
import { grantLineage } from "./lineage/grant-lineage.ts";
import { jobLineage } from "./lineage/job-lineage.ts";

/** The number of entries of jobs, and then of charges without a job. */
const EACH = 40_000;
const LAST = 2 * EACH;

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });

beforeAll(async () => {
  await longHistory(owner, orgId, EACH);
  await owner.transaction(async (manager) => {
    await manager.query("SET LOCAL session_replication_role = replica");
    for (const sql of BARE_CHARGES) await manager.query(sql, [orgId]);
  });
  await owner.query("ANALYZE");
  // The first statement of a connection also reads the system catalog.
  await listActivity(app.organizations, orgId, {}, { limit: 1 });
});

const BARE_CHARGES = [
  `INSERT INTO activity_series SELECT $1, series_of($1, 'charged', NULL, 'project-' || n, NULL), 'charged', NULL, 'project-' || n, NULL
    FROM generate_series(0, 9) AS n`,
  `INSERT INTO entries (org_id, seq, at, recorded_at, kind, actor_type, cause_type, cause_id, leg, available, reserved, owed,
      hash, series, net, first_amount, first_grant_id, charged)
    SELECT org_id, o.seq + n, o.at + n * interval '1 second', o.at, 'charged', 'system', 'charge', md5('bare' || n)::uuid, 1,
      o.available - n, 0, 0, o.hash, series_of($1, 'charged', NULL, 'project-' || n % 10, NULL), -1, 1,
      (SELECT cause_id FROM entries WHERE org_id = $1 AND kind = 'grant_issued' ORDER BY seq DESC LIMIT 1), 1
    FROM organizations o CROSS JOIN generate_series(1, ${EACH}) AS n WHERE org_id = $1`,
  `UPDATE organizations SET seq = seq + ${EACH}, at = at + ${EACH} * interval '1 second', available = available - ${EACH}
    WHERE org_id = $1`,
  "SELECT mark_blocks(org_id, seq, seq) FROM organizations WHERE org_id = $1",
];

async function causeOf(seq: number): Promise<string> {
  const [row] = await owner.query("SELECT cause_id FROM entries WHERE org_id = $1 AND seq = $2", [orgId, seq]);
  return row.cause_id as string;
}

const newestGrant = async (): Promise<string> => causeOf(EACH - 5000 + 1);
const ofJob = async (): Promise<string> => causeOf(EACH - 1);

/** Reads the history that the refund of a charge needs, as the ledger does. */
const corrections = (charge: () => Promise<string>) => async (reader: Homes) => {
  const command = { kind: "refundCharge", orgId, chargeId: await charge() };
  const org = { ledger: { corrections: null } } as unknown as LoadedOrg;
  await readOrganization(reader.organizations, orgId, { byKey: false }, (query) =>
    loadCorrections(query, new Map([[orgId, org]]), [{ command }] as unknown as Submitted[], []),
  );
  expect({ ...noCorrections(), ...org.ledger.corrections }.charges.get(command.chargeId)).toBe(1n);
};

type Reading = (reader: Homes) => Promise<unknown>;
const READINGS: readonly (readonly [string, number, Reading])[] = [
  ["a page of charges without a job", 1400, (reader) => listActivity(reader.organizations, orgId, {}, { limit: 50 })],
  [
    "a page of a project",
    2300,
    (reader) => listActivity(reader.organizations, orgId, { project: "project-3" }, { limit: 50 }),
  ],
  [
    "a page of jobs' charges",
    1000,
    (reader) => listActivity(reader.organizations, orgId, {}, { before: EACH, limit: 50 }),
  ],
  ["an entry of a charge without a job", 100, (reader) => readEntry(reader, orgId, LAST - 77)],
  ["an entry of a job's charge", 100, (reader) => readEntry(reader, orgId, EACH - 1)],
  [
    "the lineage of a charge without a job",
    100,
    async (reader) => chargeLineage(reader.organizations, orgId, await causeOf(LAST)),
  ],
  ["the lineage of a job's charge", 100, async (reader) => chargeLineage(reader.organizations, orgId, await ofJob())],
  [
    "a page of the charges that a grant paid",
    1400,
    async (reader) => grantLineage(reader.organizations, orgId, await newestGrant(), { before: null, limit: 50 }),
  ],
  ["the refund of a charge without a job", 100, corrections(() => causeOf(LAST))],
  ["the refund of a job's charge", 100, corrections(ofJob)],
  ["a job's reports", 700, (reader) => jobStory(reader.organizations, orgId, "job-17", { limit: 50 })],
  ["the grants that paid a job", 400, (reader) => jobLineage(reader.organizations, orgId, "job-17")],
];

describe("among many charges with and without jobs", () => {
  it.each(READINGS)("%s touches at most %i blocks", async (_what, most, read) => {
    const { homes: reader, blocks } = countingBlocks(app);
    await read(reader);
    expect(blocks()).toBeLessThan(most);
  });

  it("a read of all charges touches more blocks than any of these", async () => {
    const { homes: reader, blocks } = countingBlocks(app);
    await readOrganization(reader.organizations, orgId, { byKey: false }, (query) =>
      query({ text: "SELECT sum(amount) FROM charges WHERE org_id = $1", values: [orgId] }),
    );
    expect(blocks()).toBeGreaterThan(2500);
  });
});
