import { randomUUIDv7 } from "node:crypto";
import { usd } from "@scrip/domain/money";
import { REFUSALS, type RefusalCode, type RefusalSpec } from "@scrip/domain/refusals";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { Account, appLedger, findings } from "./an-account.test-support.ts";
import type { Outcome } from "./keys/submitted.ts";
import { eventIdOf } from "./load/load-usage.ts";
import { setClock } from "./verified/on-database.fixture.ts";

const database = await testDatabase();
const app = await database.open("app");
const owner = await database.open("owner");
const ledger = appLedger(database, { lanes: 1 });
afterAll(() => ledger.close());

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const KEY = "the key";
const JOB = {
  ref: "job",
  resource: "gpu.h100-80gb",
  work: "training",
  mode: "epochs",
  unitsMilli: 1000,
  estimateMs: null,
  next: { untilMs: HOUR },
  project: null,
  member: null,
} as const;

let account: Account;
beforeEach(async () => {
  account = await Account.open(app, ledger, START);
  await account.grant("100");
});

const ENDPOINT = { ref: "endpoint", resource: "gpu.l40s", unitsMilli: 1000, project: null, member: null } as const;

interface UsageTerms {
  readonly eventAt?: number | null;
  readonly corrects?: string | null;
}

/** A command that is refused at first, and the time or the message that cures it. */
interface Case {
  readonly send: () => Promise<Outcome>;
  readonly cure: () => Promise<unknown>;
}

const started = () => account.run("startJob", JOB);
const finish = (quantityMs: number) =>
  account.try("finishJob", { ref: "job", end: "completed", fault: "user", quantityMs }, KEY);
const settle = (quantityMs: number, next: { untilMs: number } | null) =>
  account.run("settleEpoch", { ref: "job", quantityMs, next });

/** Sends a command that makes a row with a known id. */
async function make(command: Parameters<typeof ledger.submit>[0]): Promise<void> {
  const outcome = await ledger.submit(command, null);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}

const stopEndpoint = () => account.try("stopEndpoint", { ref: "endpoint" }, KEY);

/** A usage event of one export. */
const usageEvent = (name: string, { eventAt = null, corrects = null }: UsageTerms = {}) => ({
  source: "exporter",
  name,
  resource: "export",
  quantity: 1_000_000n,
  eventAt,
  project: null,
  member: null,
  corrects,
  refundId: randomUUIDv7(),
});

const CASES = {
  quantity_ahead_of_time: async () => {
    await started();
    return { send: () => finish(6000), cure: () => setClock(ledger, account.orgId, START + 1000) };
  },
  job_not_found: () => ({ send: () => finish(0), cure: started }),
  job_running: async () => {
    await started();
    const send = () => account.try("resumeJob", { ref: "job", next: { untilMs: HOUR } }, KEY);
    return { send, cure: () => settle(0, null) };
  },
  hold_not_found: () => {
    const hold = account.command("placeHold", { amount: usd("5"), ttlMs: null });
    return { send: () => account.try("voidHold", { holdId: hold.id }, KEY), cure: () => make(hold) };
  },
  charge_not_found: async () => {
    await started();
    await setClock(ledger, account.orgId, START + HOUR);
    const charge = account.command("settleEpoch", { ref: "job", quantityMs: HOUR, next: null });
    const send = () => account.try("refundCharge", { chargeId: charge.id, amount: usd("1") }, KEY);
    return { send, cure: () => make(charge) };
  },
  grant_not_found: async () => {
    const { grant } = await account.grant("5", { effectiveAt: START + HOUR });
    const send = () => account.try("revokeGrant", { grantId: grant, amount: usd("5") }, KEY);
    const cure = async () => {
      await setClock(ledger, account.orgId, START + HOUR);
      await account.try("issueScheduled", { grantId: grant }, null);
    };
    return { send, cure };
  },
  beyond_grant: async () => {
    const { grant } = await account.grant("5");
    await account.run("revokeGrant", { grantId: grant, amount: usd("5") });
    const send = () => account.try("revokeGrant", { grantId: grant, amount: usd("2") }, KEY);
    return { send, cure: () => account.run("reinstateGrant", { grantId: grant, amount: usd("5") }) };
  },
  beyond_revoked: async () => {
    const { grant } = await account.grant("5");
    const send = () => account.try("reinstateGrant", { grantId: grant, amount: usd("5") }, KEY);
    return { send, cure: () => account.run("revokeGrant", { grantId: grant, amount: usd("5") }) };
  },
  balance_above_limit: async () => {
    const largest = usd("1000000000");
    const terms = {
      source: "purchase",
      grantKind: "paid",
      amount: largest,
      effectiveAt: null,
      expiresAt: null,
    } as const;
    await Promise.all(
      Array.from({ length: 999 }, (_, n) => account.run("issueGrant", { ...terms, businessKey: `${n}` })),
    );
    const send = () => account.try("issueGrant", { ...terms, businessKey: "the last one" }, KEY);
    return { send, cure: () => account.charge("100") };
  },
  debt_not_open: async () => {
    await started();
    await setClock(ledger, account.orgId, START + 30 * HOUR);
    const charge = account.command("settleEpoch", { ref: "job", quantityMs: 30 * HOUR, next: null });
    const send = () => account.try("forgiveDebt", { debtId: charge.id, amount: usd("1") }, KEY);
    return { send, cure: () => make(charge) };
  },
  endpoint_not_found: () => ({ send: stopEndpoint, cure: () => account.run("startEndpoint", ENDPOINT) }),
  endpoint_running: async () => {
    await account.run("startEndpoint", ENDPOINT);
    return {
      send: () => account.try("startEndpoint", ENDPOINT, KEY),
      cure: () => account.run("stopEndpoint", { ref: "endpoint" }),
    };
  },
  endpoint_stopped: async () => {
    await account.run("startEndpoint", ENDPOINT);
    await account.run("stopEndpoint", { ref: "endpoint" });
    const more = { ref: "endpoint", resource: null, unitsMilli: 2000 };
    return {
      send: () => account.try("scaleEndpoint", more, KEY),
      cure: () => account.run("startEndpoint", ENDPOINT),
    };
  },
  event_ahead_of_time: () => {
    const event = usageEvent("event", { eventAt: START + 6000 });
    return {
      send: () => account.try("recordUsage", event, KEY),
      cure: () => setClock(ledger, account.orgId, START + 1000),
    };
  },
  usage_event_not_found: () => {
    const correction = usageEvent("correction", { corrects: "event" });
    const event = account.command("recordUsage", usageEvent("event"));
    return {
      send: () => account.try("recordUsage", correction, KEY),
      cure: () => make({ ...event, id: eventIdOf(account.orgId, event) }),
    };
  },
  size_ahead_of_time: () => {
    const size = { ref: "data", resource: "storage.gb-month", bytes: 1_000_000_000n, project: null, member: null };
    return {
      send: () => account.try("setStorage", { ...size, since: START + 6000 }, KEY),
      cure: () => setClock(ledger, account.orgId, START + 1000),
    };
  },
} satisfies Partial<Record<RefusalCode, () => Case | Promise<Case>>>;

describe("a refusal that time or an earlier message cures", () => {
  it("has a case for each code", () => {
    const codes = Object.entries<RefusalSpec>(REFUSALS).flatMap(([code, { isTemporary }]) =>
      isTemporary ? [code] : [],
    );
    expect(Object.keys(CASES).sort()).toEqual(codes.sort());
  });

  it.each(Object.entries(CASES))("L13 %s does not stick to its key", async (code, prepare) => {
    const { send, cure } = await prepare();
    const refused = { ok: false, replayed: false, refusal: { code } };
    // Two in one batch, and one in the next.
    expect([...(await Promise.all([send(), send()])), await send()]).toMatchObject([refused, refused, refused]);
    expect(await owner.query("SELECT key FROM idempotency_keys WHERE org_id = $1", [account.orgId])).not.toContainEqual(
      { key: KEY },
    );
    await cure();
    const accepted = await send();
    expect(accepted).toMatchObject({ ok: true, replayed: false });
    expect(await send()).toEqual({ ...accepted, replayed: true });
    expect(await findings(database, [account.orgId])).toEqual([]);
  });

  it("L13 does not stick within one batch: the start that follows cures it", async () => {
    const id = randomUUIDv7();
    const outcomes = await Promise.all([finish(0), account.try("startJob", JOB, id), finish(0), finish(0)]);
    expect(outcomes).toMatchObject([
      { ok: false, refusal: { code: "job_not_found" } },
      { ok: true },
      { ok: true, replayed: false },
      { ok: true, replayed: true },
    ]);
  });

  it("L13 the key of such a refusal may be used for another payload", async () => {
    expect(await finish(7)).toMatchObject({ refusal: { code: "job_not_found" } });
    await started();
    expect(await finish(5)).toMatchObject({ ok: true });
    expect(await finish(7)).toMatchObject({ refusal: { code: "key_reused" } });
  });
});

describe("the clock tolerance", () => {
  it.each([
    [1042, 741],
    [5741, 741],
  ])("accepts %i ms that are reported %i ms after the start, and charges them", async (quantityMs, ranMs) => {
    await started();
    await setClock(ledger, account.orgId, START + ranMs);
    const price = (3_990_000n * BigInt(quantityMs)) / BigInt(HOUR);
    expect(await finish(quantityMs)).toMatchObject({ ok: true, answer: { chargedTotal: String(price) } });
    expect(await findings(database, [account.orgId])).toEqual([]);
  });

  it("ends at 5 s: the same key succeeds a millisecond later", async () => {
    await started();
    await setClock(ledger, account.orgId, START + 741);
    const data = { job: "job", reportedMs: 5742, runningMs: 741 };
    expect(await finish(5742)).toMatchObject({ refusal: { code: "quantity_ahead_of_time", data } });
    await setClock(ledger, account.orgId, START + 742);
    expect(await finish(5742)).toMatchObject({ ok: true });
  });

  it("is on the running time: a pause does not count", async () => {
    await started();
    await setClock(ledger, account.orgId, START + 1000);
    await settle(1000, null);
    await setClock(ledger, account.orgId, START + HOUR);
    expect(await finish(6001)).toMatchObject({ refusal: { code: "quantity_ahead_of_time" } });
    expect(await finish(6000)).toMatchObject({ ok: true });
  });
});
