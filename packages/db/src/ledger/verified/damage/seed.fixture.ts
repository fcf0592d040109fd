import { randomUUIDv7 } from "node:crypto";
import type { AuditRecord } from "@scrip/domain/audit-record";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { appendAudit } from "../../../access/audit/append-audit.ts";
import { appendPlatformAudit } from "../../../access/audit/append-platform-audit.ts";
import { createServiceKey } from "../../../access/service-keys.ts";
import { publishCatalog } from "../../../catalog/publish-catalog.ts";
import { inOrganization, inPlatform } from "../../../connection/in-home.ts";
import { openHomes } from "../../../schema/open-homes.ts";
import type { TestDatabase } from "../../../testing/index.ts";
import { Account } from "../../an-account.test-support.ts";
import type { Ledger } from "../../ledger.ts";
import { aLife, type Life } from "../a-life.fixture.ts";
import { ledgerOf, replayLife, setClock } from "../on-database.fixture.ts";
import { bound, seedContract, seedSubscription } from "./seed-plans.fixture.ts";
import { seedTopUps } from "./seed-top-ups.fixture.ts";

const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The ids of the seeded rows, by their part. */
export interface Seed {
  /** An organization on a test clock with rows in every state, but no debt. */
  readonly org: string;
  /** One with debts. */
  readonly life: Life & { readonly org: string };
  /** One with more than a block of entries. */
  readonly long: string;
  /** One on PostgreSQL's clock, with due work. */
  readonly real: string;
  readonly purchase: string;
  readonly promotional: string;
  readonly pending: string;
  readonly issued: string;
  readonly cancelled: string;
  readonly openHold: string;
  readonly settledHold: string;
  readonly voidedHold: string;
  readonly expiredHold: string;
  /** The ids of jobs by their ref. */
  readonly jobs: Readonly<Record<Ref, string>>;
  readonly runningHold: string;
  readonly charge: string;
  /** One on a test clock, with a subscription. */
  readonly planned: string;
  /** One on a test clock, with a contract. */
  readonly contracted: string;
  /** One on a test clock, with automatic top-up and two attempts. */
  readonly topped: string;
  readonly serviceKey: string;
  readonly platformKey: string;
}

type Ref = "running" | "paused" | "silent" | "completed" | "cancelled" | "failed" | "free";

/** Fills a database through the ledger, as processes do. */
export async function seed(database: TestDatabase): Promise<Seed> {
  const homes = await openHomes({ organizations: database.urls.app }, { applicationName: "scrip-test-seed" });
  const ledger = ledgerOf(database);
  try {
    const life = aLife();
    const { orgId } = await replayLife(homes, ledger, life.history);
    const [account, long, real] = await Promise.all([
      Account.open(homes, ledger, START),
      Account.open(homes, ledger, START),
      Account.open(homes, ledger),
    ]);
    await long.grant("100");
    await Promise.all(Array.from({ length: 300 }, () => long.charge("0.01")));
    await real.grant("10", { expiresAt: Date.UTC(2150, 0, 1) });
    await real.run("placeHold", { amount: 1_000_000n, ttlMs: 30 * DAY });
    const [planned, contracted, topped] = await Promise.all([
      Account.open(homes, ledger, START),
      Account.open(homes, ledger, START),
      Account.open(homes, ledger, START),
    ]);
    await seedSubscription(homes, bound(planned), START);
    await seedContract(homes, bound(contracted), START);
    await seedTopUps(homes, topped.orgId, START);
    await publishCatalog(homes, catalogText({ ...tiered, currency: "USD" } as typeof tiered), START);
    const owner = await openHomes({ organizations: database.ownerUrl }, { applicationName: "scrip-test-seed" });
    const keyTerms = { owner: "tests", orgIds: null, expiresAt: null };
    const [{ id: serviceKey }, { id: platformKey }] = await Promise.all([
      createServiceKey(owner.platform, { ...keyTerms, name: "lab", orgId: account.orgId, scopes: ["ledger:read"] }),
      createServiceKey(owner.platform, {
        ...keyTerms,
        name: "ops",
        orgId: null,
        orgIds: [account.orgId],
        scopes: ["ledger:read"],
      }),
    ]);
    await owner.close();
    for (let n = 0; n < 4; n += 1) {
      const record = auditRecord(n);
      await inOrganization(homes.organizations, account.orgId, (tx) => appendAudit(tx, account.orgId, record));
      await inPlatform(homes.platform, (tx) => appendPlatformAudit(tx, record));
    }
    return {
      ...(await fill(ledger, account)),
      org: account.orgId,
      life: { ...life, org: orgId },
      long: long.orgId,
      real: real.orgId,
      planned: planned.orgId,
      contracted: contracted.orgId,
      topped: topped.orgId,
      serviceKey,
      platformKey,
    };
  } finally {
    await ledger.close();
    await homes.close();
  }
}

/** The last record has no details. */
function auditRecord(n: number): AuditRecord {
  return {
    actor: { type: "person", id: randomUUIDv7() },
    action: "member.invited",
    target: { type: "invitation", id: randomUUIDv7() },
    outcome: "done",
    details: n === 3 ? {} : { email: "ada@example.com", role: "admin", seats: n },
  };
}

async function fill(ledger: Ledger, account: Account) {
  let now = START;
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    await setClock(ledger, account.orgId, now);
  };
  const terms = { source: "plan", grantKind: "promotional" } as const;
  const { grant: promotional } = await account.grant("20", { ...terms, expiresAt: START + 200 * DAY });
  const { grant: purchase } = await account.grant("500");
  const { grant: pending } = await account.grant("7", {
    ...terms,
    effectiveAt: START + 100 * DAY,
    expiresAt: START + 130 * DAY,
  });
  const { grant: issued } = await account.grant("5", {
    ...terms,
    effectiveAt: START + DAY,
    expiresAt: START + 300 * DAY,
  });
  const { grant: cancelled } = await account.grant("9", { ...terms, effectiveAt: START + 50 * DAY });
  await account.run("cancelScheduled", { grantId: cancelled });
  const start = (ref: Ref, mode: "epochs" | "timed" = "epochs", unitsMilli = 1000, untilMs = HOUR) =>
    account.run("startJob", {
      ref,
      resource: "gpu.h100-80gb",
      work: "training",
      mode,
      unitsMilli,
      estimateMs: 4 * HOUR,
      next: mode === "epochs" ? { untilMs } : null,
      project: "atlas",
      member: "ada",
    });
  const settle = (ref: Ref, quantityMs: number, untilMs: number | null) =>
    account.run("settleEpoch", { ref, quantityMs, next: untilMs === null ? null : { untilMs } });
  const finish = (ref: Ref, end: "completed" | "cancelled" | "failed", quantityMs: number) =>
    account.run("finishJob", { ref, end, fault: "platform", quantityMs });

  const jobs: Record<Ref, string> = {
    running: (await start("running")).job,
    paused: (await start("paused")).job,
    silent: (await start("silent")).job,
    completed: (await start("completed")).job,
    cancelled: (await start("cancelled")).job,
    failed: (await start("failed", "timed")).job,
    free: (await start("free", "epochs", 1, 1)).job,
  };
  const place = (ttlMs: number | null) => account.run("placeHold", { amount: 3_000_000n, ttlMs });
  const { hold: openHold } = await place(250 * DAY);
  const { hold: settledHold } = await place(null);
  const { hold: voidedHold } = await place(null);
  const { hold: expiredHold } = await place(HOUR);
  await pass(HOUR);
  await account.run("expireHold", { holdId: expiredHold }, randomUUIDv7());
  await settle("running", HOUR, 2 * HOUR);
  await settle("paused", HOUR, null);
  await settle("completed", 30 * MINUTE, HOUR);
  await finish("completed", "completed", HOUR);
  await finish("cancelled", "cancelled", 20 * MINUTE);
  await finish("failed", "failed", HOUR);
  await settle("free", 1, 2);
  await account.run("settleHold", { holdId: settledHold, amount: 2_000_000n, close: true, resource: null });
  await account.run("releaseHold", { holdId: openHold, amount: 1_000_000n });
  await account.run("voidHold", { holdId: voidedHold });
  // Time passes until the last entry, and a signed list covers the keys before it.
  const refused = await account.charge("100000", "refused-once");
  if (refused.ok) throw new Error("the charge was accepted");
  await pass(3 * HOUR);
  await pass(DAY);
  await account.run("issueScheduled", { grantId: issued });
  const charged = await account.charge("1", "paid-once");
  if (!charged.ok || !("charge" in charged.answer)) throw new Error("the charge was refused");
  await account.run("refundCharge", { chargeId: charged.answer.charge, amount: 400_000n });
  await account.run("revokeGrant", { grantId: purchase, amount: 5_000_000n });
  const { ledger: found } = await ledger.peek(account.orgId, {
    refs: [
      [account.orgId, "running"],
      [account.orgId, "silent"],
    ],
  });
  const holdOf = (ref: Ref): string => found.jobs.get(jobs[ref])?.holdId ?? "";
  await account.run("expireHold", { holdId: holdOf("silent") });
  return {
    promotional,
    purchase,
    pending,
    issued,
    cancelled,
    openHold,
    settledHold,
    voidedHold,
    expiredHold,
    jobs,
    runningHold: holdOf("running"),
    charge: charged.answer.charge,
  };
}
