import { randomUUIDv7 } from "node:crypto";
import type { Ledger } from "@scrip/db/ledger";
import { balanceNow, estimateJob, type StartJob } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { ACTOR } from "../accounts.ts";
import type { Bench, Measure } from "../bench.ts";
import { closedLoop } from "../callers.ts";
import { CpuPerCall } from "../cpu.ts";
import { type Measured, measured } from "../measure.ts";
import { openBenchLedger } from "../open-ledger.ts";
import { alternate } from "../rounds.ts";
import { CHARGE, charge, HOLD } from "../work.ts";

/** Whether the cost of a call grows with the number of open grants, for an amount that few of them cover. */
export const grants: Measure = {
  id: "grants",
  title: "processor us of a call with many open grants, against 10 (server and driver, one caller)",
  run: measureGrants,
};

const FEW = 10;
const MANY = [1000, 10_000];
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The window in which credit is shown as expiring. */
const NOTICE_MS = 7 * DAY_MS;
/** The span in which the grants expire that do so. */
const EXPIRING_MS = 90 * DAY_MS;
/** The part of a round that each call gets. */
const ROUND_PART = 1 / 8;

/** One organization of the measure. */
interface Holder {
  readonly ledger: Ledger;
  readonly orgId: string;
  /** A large hold, which is settled in small parts. */
  readonly holdId: string;
}

const CALLS: Readonly<Record<string, (holder: Holder) => Promise<unknown>>> = {
  charge: ({ ledger, orgId }) => charge(ledger, orgId),
  hold: ({ ledger, orgId }) => placeHold(ledger, orgId, HOLD.amount),
  settle: ({ ledger, orgId, holdId }) => settleHold(ledger, orgId, holdId),
  balance: ({ ledger, orgId }) => balance(ledger, orgId),
  // What the server does for one message to those who watch an organization: a change, and the balance after it.
  live: async ({ ledger, orgId }) => {
    await charge(ledger, orgId);
    await balance(ledger, orgId);
  },
  estimate: ({ ledger, orgId }) => estimate(ledger, orgId),
};

async function measureGrants(bench: Bench): Promise<Measured[]> {
  const { accounts, rounds, roundMs, server } = bench;
  const database = await bench.fresh();
  const { ledger, close } = await openBenchLedger(database);
  const sides: { readonly open: number; readonly holder: Holder }[] = [];
  for (const [n, open] of [FEW, ...MANY].entries()) {
    bench.say(`issuing ${open} grants`);
    const orgId = accounts.many[n] as string;
    await issueGrants(ledger, orgId, open);
    sides.push({ open, holder: { ledger, orgId, holdId: await placeHold(ledger, orgId, usd("500.00")) } });
  }
  const lines: Measured[] = [];
  for (const [name, call] of Object.entries(CALLS)) {
    for (const { holder } of sides) await closedLoop(1, roundMs * ROUND_PART, () => call(holder));
    const [few = [], ...many] = await alternate(
      rounds,
      sides.map(({ holder }) => async () => {
        const cpu = new CpuPerCall(server.pid);
        await cpu.of(() => closedLoop(1, roundMs * ROUND_PART, () => call(holder)));
        return cpu.micros.server + cpu.micros.driver;
      }),
    );
    for (const [n, open] of MANY.entries()) {
      const what = `processor us of one ${name} with ${open.toLocaleString("en")} open grants, against ${FEW}`;
      const target = { of: "ratio", limit: 2, is: "most" } as const;
      lines.push(measured({ id: `grants-${name}-${open}`, what, values: many[n] ?? [], baselines: few, target }));
    }
  }
  await close();
  await bench.done(database);
  return lines;
}

/** Issues grants of $1,000: half of them never expire, the others within the next months. */
async function issueGrants(ledger: Ledger, orgId: string, count: number): Promise<void> {
  const from = Date.now() + DAY_MS;
  const terms = { kind: "issueGrant", orgId, actor: ACTOR, source: "purchase", grantKind: "paid" } as const;
  const issue = async (n: number): Promise<void> => {
    const id = randomUUIDv7();
    const expiresAt = n % 2 === 0 ? null : from + Math.floor((n / count) * EXPIRING_MS);
    const amount = usd("1000.00");
    const outcome = await ledger.submit({ ...terms, id, amount, effectiveAt: null, expiresAt, businessKey: id }, id);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
  };
  await Promise.all(Array.from({ length: count }, (_, n) => issue(n)));
}

async function placeHold(ledger: Ledger, orgId: string, amount: bigint): Promise<string> {
  const command = { kind: "placeHold", orgId, actor: ACTOR, id: randomUUIDv7(), amount, ttlMs: null } as const;
  const outcome = await ledger.submit(command, randomUUIDv7());
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.answer.hold;
}

async function settleHold(ledger: Ledger, orgId: string, holdId: string): Promise<void> {
  const { amount, resource } = CHARGE;
  const terms = { kind: "settleHold", orgId, actor: ACTOR, holdId, amount, close: false, resource } as const;
  const outcome = await ledger.submit({ ...terms, id: randomUUIDv7() }, randomUUIDv7());
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

async function balance(ledger: Ledger, orgId: string) {
  const look = await ledger.peek(orgId, {}, ({ ledger: { at }, now }) => Math.max(at, now) + NOTICE_MS);
  return balanceNow(look.ledger.balance, look.lapsed, look.lapsing);
}

/** Estimates a job of two hours in four epochs. */
async function estimate(ledger: Ledger, orgId: string): Promise<void> {
  const estimateMs = 2 * HOUR_MS;
  const start: StartJob = {
    kind: "startJob",
    orgId,
    id: randomUUIDv7(),
    actor: ACTOR,
    ref: "estimate",
    resource: CHARGE.resource,
    work: "training",
    mode: "epochs",
    unitsMilli: 1000,
    estimateMs,
    next: { untilMs: HOUR_MS / 2 },
    project: null,
    member: null,
  };
  const outcome = await ledger.tryOut(
    orgId,
    ({ ledger: copy, now, context, lapsing }) =>
      estimateJob(
        copy,
        { start, estimateMs, epochMs: HOUR_MS / 2, mostSteps: 500, arrivals: [], lapsing },
        now,
        context,
      ),
    ({ now }) => now + estimateMs,
  );
  if ("code" in outcome) throw new Error(outcome.message);
}
