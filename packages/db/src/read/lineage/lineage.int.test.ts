import { balanceAt } from "@scrip/domain/ledger";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { OrganizationMissing } from "../../connection/errors.ts";
import type { History } from "../../ledger/verified/history.fixture.ts";
import { ledgerOf, replayLife } from "../../ledger/verified/on-database.fixture.ts";
import { anyLife, aStep, runLife, type Step } from "../../ledger/verified/random-life.fixture.ts";
import { testDatabase } from "../../testing/index.ts";
import { balanceAsOf, type LedgerAsOf } from "./balance-as-of.ts";
import { chargeLineage } from "./charge-lineage.ts";
import type { ChargePaid, PaidCursor } from "./grant-charges.ts";
import { type GrantLineage, grantLineage } from "./grant-lineage.ts";
import { jobLineage } from "./job-lineage.ts";
import { type Counters, entriesOf, givenBy, givenIn, replayed, spendableOf } from "./replayed.test-support.ts";

const database = await testDatabase();
const app = await database.open("app");
const ledger = ledgerOf(database);
afterAll(() => ledger.close());

const NOTICE_MS = 7 * 86_400_000;
const NOBODY = "00000000-0000-7000-8000-00000000dead";

/** Returns the answer; throws if nothing was found. */
function found<Answer>(answer: Answer): NonNullable<Exclude<Answer, string>> {
  if (typeof answer === "string" || answer === null) throw new Error(`the answer is ${JSON.stringify(answer)}`);
  return answer as NonNullable<Exclude<Answer, string>>;
}

const asOf = async (orgId: string, point: Parameters<typeof balanceAsOf>[2]) =>
  found(await balanceAsOf(app.organizations, orgId, point));

/** Reads the charges that a grant paid, page by page. */
async function paidBy(orgId: string, grantId: string, limit: number): Promise<ChargePaid[]> {
  const charges: ChargePaid[] = [];
  let before: PaidCursor | null = null;
  do {
    const page: GrantLineage = found(await grantLineage(app.organizations, orgId, grantId, { before, limit }));
    charges.push(...page.charges);
    before = page.next;
  } while (before !== null);
  return charges;
}

/** The grants that had credit left, by id. */
function left(grants: Map<string, Counters>): Record<string, Counters> {
  return Object.fromEntries([...grants].filter(([, { avail, held }]) => avail + held > 0n));
}

function countersIn({ grants }: LedgerAsOf): Record<string, Counters> {
  return Object.fromEntries(
    grants.map(({ id, avail, held, spent, expired, revoked }) => [id, { avail, held, spent, expired, revoked }]),
  );
}

/**
 * Checks the ledger as of entries, and as of the instants of changes and one millisecond before and after.
 * @param every checks only each nth of them; 1 checks all
 */
async function checkAsOf(orgId: string, history: History, every: number): Promise<void> {
  const entries = entriesOf(history);
  const now = history.submitted.at(-1)?.at ?? 0;
  // Always check the ends of blocks and their neighbours.
  for (const { seq, at, after } of entries.filter((entry) => entry.seq % every === 0 || entry.seq % 256 < 2)) {
    const then = await asOf(orgId, { seq });
    expect({ at: then.at, balance: then.balance, grants: countersIn(then) }, `entry ${seq}`).toEqual({
      at,
      balance: after,
      grants: left(replayed(entries, seq)),
    });
  }
  const lapses = [...history.grants.values()].flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
  const turns = [...lapses, ...entries.filter((_, n) => n % 7 === 0).map(({ at }) => at)];
  const instants = turns
    .filter((_, n) => n % every === 0)
    .flatMap((at) => [at - 1, at, at + 1])
    .filter((at) => at <= now);
  for (const at of new Set([...instants, now])) {
    const seq = entries.findLast((entry) => entry.at <= at)?.seq ?? 0;
    const then = await asOf(orgId, { at });
    const { available } = balanceAt({ ...then, grants: new Map(Object.entries(then.grants)) }, at, NOTICE_MS);
    expect({ seq: then.seq, at: then.at, available }, `instant ${at}`).toEqual({
      seq,
      at,
      available: spendableOf(history, replayed(entries, seq), at),
    });
  }
  expect(await balanceAsOf(app.organizations, orgId, { at: now + 1 })).toBe("not_yet");
  expect(await balanceAsOf(app.organizations, orgId, { seq: entries.length + 1 })).toBe("entry_not_found");
}

/** Checks that both directions of lineage agree, and that both add up. */
async function checkLineage(orgId: string, history: History, limit: number): Promise<void> {
  const entries = entriesOf(history);
  const fromGrants = new Map<string, bigint>();
  for (const { id, spent } of history.grants.values()) {
    const given = givenIn(await paidBy(orgId, id, limit));
    expect(byPlace(given)).toEqual(byPlace(givenBy(history, entries, id)));
    expect(given.map(({ seq }) => seq)).toEqual(given.map(({ seq }) => seq).toSorted((a, b) => b - a));
    expect(given.reduce((sum, { amount }) => sum + amount, 0n)).toBe(spent);
    for (const { charge, amount } of given) if (charge !== "none") add(fromGrants, `${charge} ${id}`, amount);
  }
  const fromCharges = new Map<string, bigint>();
  const byJob = new Map<string, bigint>();
  for (const { id, amount, jobId } of history.charges) {
    const charge = found(await chargeLineage(app.organizations, orgId, id));
    const debt = history.debts.get(id);
    expect(BigInt(charge.debt?.open ?? 0)).toBe(debt?.open ?? 0n);
    const paid = charge.paidBy.reduce((sum, part) => sum + BigInt(part.amount), 0n);
    expect(paid + BigInt(charge.debt?.open ?? 0) + BigInt(charge.debt?.forgiven ?? 0)).toBe(amount);
    for (const part of charge.paidBy) {
      add(fromCharges, `${id} ${part.grant}`, BigInt(part.amount));
      add(byJob, `${jobId} ${part.grant}`, BigInt(part.amount));
    }
  }
  expect(bySum(fromGrants)).toEqual(bySum(fromCharges));
  for (const { id, ref, charged } of history.jobs.values()) {
    const job = found(await jobLineage(app.organizations, orgId, ref));
    const parts = new Map(job.paidBy.map(({ grant, amount }) => [`${id} ${grant}`, BigInt(amount)]));
    expect(bySum(parts)).toEqual(bySum(byJob).filter((part) => part.startsWith(id)));
    const paid = job.paidBy.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    expect([job.charged, paid + BigInt(job.open) + BigInt(job.forgiven)]).toEqual([`${charged}`, charged]);
  }
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

const bySum = (sums: Map<string, bigint>): string[] => [...sums].map(([key, sum]) => `${key} ${sum}`).sort();

function byPlace(given: { seq: number; charge: string; amount: bigint }[]): string[] {
  return given.map(({ seq, charge, amount }) => `${seq} ${charge} ${amount}`).sort();
}

const bought: Step = {
  passMs: 0,
  act: (history) => ({
    kind: "issueGrant",
    source: "purchase",
    grantKind: "paid",
    amount: 120_000_000n,
    effectiveAt: null,
    expiresAt: null,
    businessKey: history.id(),
  }),
};

async function check(history: History, { every, limit }: { every: number; limit: number }): Promise<void> {
  const { orgId, answers, expected } = await replayLife(app, ledger, history);
  expect(answers).toEqual(expected);
  await checkAsOf(orgId, history, every);
  await checkLineage(orgId, history, limit);
}

describe("the past and the lineage of credit", () => {
  it("L3 L6 L17 match the entries, for any life", async () => {
    await fc.assert(
      fc.asyncProperty(anyLife, (steps) => check(runLife(steps), { every: 1, limit: 3 })),
      { numRuns: Number(process.env.SCRIP_LINEAGE_RUNS ?? 6) },
    );
  });

  it("L3 L6 L17 match the entries in a life of several blocks, which have marks", async () => {
    const steps = fc.sample(fc.array(aStep, { minLength: 1400, maxLength: 1400, size: "max" }), {
      numRuns: 1,
      seed: 20260101,
    });
    // Time passes only at every twentieth step, so that the steps in between can be sent at once. Every 400th step buys
    // credit that lasts through several blocks.
    const history = runLife(
      (steps[0] ?? []).map((step, n) => (n % 400 === 0 ? bought : n % 20 === 0 ? step : { ...step, passMs: 0 })),
    );
    expect(entriesOf(history).length).toBeGreaterThan(2 * 256);
    expect(history.debts.size).toBeGreaterThan(5);
    await check(history, { every: 9, limit: 20 });
  });

  it("G1 are not found for an organization, a grant, a charge or a job that does not exist", async () => {
    const missing = new OrganizationMissing(NOBODY);
    await expect(balanceAsOf(app.organizations, NOBODY, { seq: 1 })).rejects.toEqual(missing);
    await expect(grantLineage(app.organizations, NOBODY, NOBODY, { before: null, limit: 5 })).rejects.toEqual(missing);
    await expect(chargeLineage(app.organizations, NOBODY, NOBODY)).rejects.toEqual(missing);
    await expect(jobLineage(app.organizations, NOBODY, "a")).rejects.toEqual(missing);
    const { orgId } = await replayLife(app, ledger, runLife([]));
    expect(await grantLineage(app.organizations, orgId, NOBODY, { before: null, limit: 5 })).toBeNull();
    expect(await chargeLineage(app.organizations, orgId, NOBODY)).toBeNull();
    expect(await jobLineage(app.organizations, orgId, "a")).toBeNull();
    expect(await asOf(orgId, { at: 0 })).toMatchObject({ seq: 0, at: 0, balance: { available: 0n }, grants: [] });
  });
});
