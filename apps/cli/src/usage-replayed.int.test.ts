import { createClient, isRefusal } from "@scrip/client";
import { createServiceKey } from "@scrip/db/access";
import { openReadPool } from "@scrip/db/connection";
import { freePort, testDatabase } from "@scrip/db/testing";
import { SCOPES } from "@scrip/domain/access";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { afterAll, expect, it } from "vitest";
import { type Running, startApi } from "./testing/processes.ts";
import { Random } from "./trace/random.ts";

const HOUR = 3_600_000;
const JOBS = ["run-1", "run-2", "run-3"];
const EPOCHS = [1, 2, 3, 4, 5, 6];

const database = await testDatabase();
const ports = [await freePort(), await freePort()];
const apis: Running[] = await Promise.all(ports.map(start));
afterAll(() => Promise.all(apis.map((api) => api.kill())));

function start(port: number): Promise<Running> {
  return startApi(port, { APP_DATABASE_URL: database.urls.app, VERIFY_DATABASE_URL: database.urls.verify });
}

async function clients() {
  const scopes = SCOPES;
  const platformKey = { name: "replays", owner: "tests", orgId: null, orgIds: null, scopes, expiresAt: null };
  const { key } = await createServiceKey((await database.open("owner")).platform, platformKey);
  return ports.map((port) => createClient({ url: `http://127.0.0.1:${port}`, key, retryForMs: 60_000 }));
}

it("D12 C3 charges usage once when it is sent again, in any order, three times and while an API process is killed", async () => {
  const [one, two] = await clients();
  if (one === undefined || two === undefined) throw new Error("two clients");
  const { org } = await one.organizations.create({ name: "Replays", testClock: "2026-01-01T00:00:00Z" });
  const handles = [one.organization(org), two.organization(org)] as const;
  await handles[0].grants.create({ source: "purchase", amount: 500_000_000n });
  for (const job of JOBS) await handles[0].jobs.start({ job, resource: "gpu.h100-80gb", next: { untilMs: HOUR } });
  await handles[0].clocks.advance({ to: "2026-01-01T01:00:00Z" });

  // The service sends epochs of jobs and charges without a job, each under an idempotency key of its own.
  type Answer = { readonly seq: number | null };
  type Sent = (apiIndex: 0 | 1) => Promise<Answer>;
  const sent: Sent[] = [];
  const send = async (each: Sent): Promise<void> => {
    sent.push(each);
    first.push(await each(0));
  };
  const first: Answer[] = [];
  for (const epoch of EPOCHS) {
    for (const job of JOBS) {
      const quantityMs = (HOUR / 6) * epoch - 1;
      const next = { untilMs: HOUR + quantityMs };
      await send((apiIndex) =>
        handles[apiIndex].jobs.settleEpoch({ job, quantityMs, next, idempotencyKey: `${job}/${epoch}` }),
      );
    }
    await send((apiIndex) => handles[apiIndex].charges.create({ amount: 1_234n, idempotencyKey: `charge/${epoch}` }));
  }
  const rows = await booked(org);

  // Send all of it again, three times each, in random order, to both processes at once. Kill one process on the way.
  const random = new Random(12);
  const again = [...sent.keys(), ...sent.keys(), ...sent.keys()]
    .map((index) => ({ index, rank: random.below(1_000_000) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ index }) => index);
  let answered = 0;
  const replies = again.map(async (index, turn) => {
    const reply = await sent[index]?.(turn % 2 === 0 ? 0 : 1);
    answered += 1;
    if (answered === 10) await apis[1]?.kill().then(async () => apis.push(await start(ports[1] ?? 0)));
    expect(reply).toEqual(first[index]);
  });
  await Promise.all(replies);
  expect(answered).toBe(again.length);
  expect(await booked(org)).toEqual(rows);

  // A service that lost its keys reports the same meters again: no meter goes back, and nothing is charged.
  for (const job of JOBS)
    for (const epoch of [6, 2, 4]) {
      const quantityMs = (HOUR / 6) * epoch - 1;
      const reply = handles[1].jobs.settleEpoch({
        job,
        quantityMs,
        next: null,
        idempotencyKey: `${job}/lost/${epoch}`,
      });
      const charged = await reply.then(
        (answer) => answer.charged,
        (error: unknown) => {
          if (isRefusal(error, "quantity_goes_back")) return 0n;
          throw error;
        },
      );
      expect(charged).toBe(0n);
    }
  const spent = 3n * ((3_990_000n * BigInt(HOUR - 1)) / BigInt(HOUR)) + 6n * 1_234n;
  for (const job of JOBS) await handles[1].jobs.cancel({ job, quantityMs: HOUR - 1 });
  expect((await handles[1].balance.get()).available).toBe(500_000_000n - spent);
  expect(await findings()).toEqual([]);
});

/** The head's hash and the number of rows of an organization. */
async function booked(org: string): Promise<unknown> {
  const count = (table: string) => `(SELECT count(*)::int FROM ${table} WHERE org_id = $1) AS ${table}`;
  const tables = ["entries", "postings", "charges", "holds", "idempotency_keys"].map(count);
  const owner = await database.open("owner");
  return owner.query(`SELECT encode(hash, 'hex') AS hash, ${tables.join(", ")} FROM organizations WHERE org_id = $1`, [
    org.slice("org_".length),
  ]);
}

async function findings(): Promise<readonly unknown[]> {
  const pool = openReadPool(database.urls.verify);
  try {
    return (await verifyLedger({ pool })).findings;
  } finally {
    await pool.end();
  }
}
