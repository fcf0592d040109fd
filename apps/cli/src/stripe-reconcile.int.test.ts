import { randomUUIDv7 } from "node:crypto";
import { anOrganization, testDatabase } from "@scrip/db/testing";
import { saleToJson, UNKNOWN_SELLER } from "@scrip/domain/billing/documents";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import { startLocalStripe } from "@scrip/local-stripe";
import { attemptMemo } from "@scrip/usecases/billing/attempts/memo";
import { afterAll, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const database = await testDatabase();
const app = await database.open("app");
const local = await startLocalStripe();
afterAll(() => local.stop());

async function scrip(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const env = {
    DATABASE_URL: database.ownerUrl,
    STRIPE_SECRET_KEY: local.secretKey,
    SCRIP_STRIPE_URL: local.url,
  };
  const code = await runProgram(["stripe", ...args], {
    env: readEnv(env),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out, notes: notes.join("\n") };
}

/** A payment at Stripe whose attempt the database does not have, as after a restore. */
async function aLostPayment(orgId: string): Promise<string> {
  const made = await local.control.call("POST", "/v1/customers", { name: "Harbor Lab" });
  const { id: customer } = made.body as { id: string };
  const attached = await local.control.call("POST", "/v1/payment_methods/pm_card_visa/attach", { customer });
  const { id: method } = attached.body as { id: string };
  const buyer = { name: "Harbor Lab", address: [], country: null, taxId: null };
  const lines = [{ of: "credit", source: "purchase", net: usd("25") }] as const;
  const none = {
    bonus: null,
    bonusDays: null,
    dayCap: null,
    monthCap: null,
    subscriptionId: null,
    month: null,
    try: null,
  };
  const memo = attemptMemo({
    ...none,
    purpose: "purchase",
    way: "saved",
    net: usd("25"),
    tax: 0n,
    sale: saleToJson({ seller: UNKNOWN_SELLER, buyer, lines }),
    actorType: "system",
    actorId: null,
    idempotencyKey: "top-up",
    payloadHash: Buffer.alloc(32),
    createdAt: new Date(),
  });
  const pieces = memo.match(/.{1,500}/g) ?? [];
  const { body } = await local.control.call("POST", "/v1/payment_intents", {
    amount: 2500,
    currency: "usd",
    customer,
    payment_method: method,
    confirm: true,
    off_session: true,
    metadata: {
      scrip_org: orgId,
      scrip_attempt: randomUUIDv7(),
      ...Object.fromEntries(pieces.map((piece, n) => [`scrip_memo_${n}`, piece])),
    },
  });
  return (body as { id: string }).id;
}

it("E13 compares payments: says what it would book, books it once, and lists what an operator must look at", async () => {
  const { orgId } = await anOrganization(app, { catalog: catalogText(tiered) });
  const payment = await aLostPayment(orgId);
  const dry = await scrip("reconcile", "--dry-run", "--json");
  expect(dry.code).toBe(0);
  expect(dry.out.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ payment, found: "rebuilt", org: `org_${orgId}`, gross: "25000000", currency: "usd" }),
    { dryRun: true, counts: { rebuilt: 1 } },
  ]);
  const owner = await database.open("owner");
  const available = async () =>
    (await owner.query("SELECT available FROM organizations WHERE org_id = $1", [orgId]))[0]?.available;
  expect(await available()).toBe(0n);

  expect((await scrip("reconcile", "--since", "2026-01-01T00:00:00Z")).notes).toBe(
    "1 payments were compared. 1 were booked, and 0 need an operator.",
  );
  expect(await available()).toBe(usd("25"));
  expect(await scrip("reconcile")).toMatchObject({ code: 0, out: [] });

  const lost = await aLostPayment(randomUUIDv7());
  const found = await scrip("reconcile");
  expect(found.code).toBe(1);
  expect(found.out).toEqual([expect.stringContaining(`${lost}, $25.00`)]);
  expect(await available()).toBe(usd("25"));
});

it("pauses and resumes charging", async () => {
  expect((await scrip("pause", "--reason", "the bank asks")).notes).toContain("paused");
  expect((await scrip("resume", "--reason", "the bank is content")).notes).toBe("Payments are taken.");
});
