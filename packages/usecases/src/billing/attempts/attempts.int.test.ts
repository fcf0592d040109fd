import { openLedger } from "@scrip/db/ledger";
import { openQueue } from "@scrip/db/queue";
import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { runDue } from "../../due/run-due.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { ASKS } from "../asks.ts";
import { aShop } from "../testing/a-shop.ts";
import { anAttempt } from "../testing/an-attempt.ts";
import { resolveAttempt } from "./resolve-attempt.ts";
import { askSaved, sendAttempt } from "./send-attempt.ts";

const { deps: scenario, database, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const { deps, stripe } = shop;
const { control } = stripe.local;
const owner = await database.open("owner");
const CHARGE = "POST /v1/payment_intents";

const available = async (orgId: string) => (await deps.ledger.peek(orgId)).ledger.balance.available;
const resolve = (orgId: string, id: string) =>
  resolveAttempt(deps, { orgId, kind: "resolve_attempt", refId: id }, ASKS);

/** An attempt to charge $25.00 to a saved card, written down and not yet sent. */
async function aSale(card?: string) {
  const { orgId } = await anOrganization({ clockAt: null });
  const { id } = await anAttempt(shop, orgId, card);
  return { orgId, id, send: () => sendAttempt(deps, orgId, id, askSaved) };
}

/** Has the gateway been asked first so many hours ago. */
const isOld = (id: string, hours: number) =>
  owner.query("UPDATE payment_attempts SET submitted_at = submitted_at - make_interval(hours => $2) WHERE id = $1", [
    id,
    hours,
  ]);

async function expectPaidOnce(orgId: string): Promise<void> {
  expect(await shop.charged(orgId)).toMatchObject([{ amount: 2500 }]);
  expect(await available(orgId)).toBe(usd("25.00"));
  expect(await shop.attempts(orgId)).toMatchObject([{ state: "succeeded" }]);
}

describe("an attempt with a saved card", () => {
  it("is paid once, however often and by how many processes at once it is sent", async () => {
    const { orgId, send } = await aSale();
    await Promise.all([send(), send(), send()]);
    // One that came while another one was being served has no answer, and the look-up gives it.
    const [attempt] = await shop.attempts(orgId);
    if (attempt?.state === "unknown") await resolve(orgId, attempt.id);
    await send();
    await expectPaidOnce(orgId);
  });

  it.each([
    ["pm_card_chargeCustomerFail", "soft_decline"],
    ["pm_card_authenticationRequired", "needs_authentication"],
  ])("that the bank declines (%s) has failed, and nothing is given", async (card, why) => {
    const { orgId, send } = await aSale(card);
    await send();
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "failed", why, grantId: null }]);
    expect([await available(orgId), await shop.charged(orgId)]).toEqual([0n, []]);
  });
});

describe.each(["before", "after"] as const)("A3 an answer that is lost %s Stripe has charged", (when) => {
  it("makes the attempt unknown; a look-up resolves it, with one charge", async () => {
    const { orgId, id, send } = await aSale();
    control.addFault({ on: CHARGE, when, how: "drop", times: 2 });
    await send();
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "unknown", grantId: null }]);
    expect(await available(orgId)).toBe(0n);
    await resolve(orgId, id);
    await expectPaidOnce(orgId);
  });
});

describe("A4 to A7 an attempt", () => {
  it("A4 whose error Stripe stores is only looked up, asked again under its key, and parked at the end", async () => {
    const { orgId, id, send } = await aSale();
    control.addFault({ on: CHARGE, when: "before", how: 500, isStored: true, times: 1 });
    await send();
    for (const hours of [0, 20]) {
      await isOld(id, hours);
      await resolve(orgId, id);
      expect(await shop.attempts(orgId)).toMatchObject([{ state: "unknown" }]);
    }
    await isOld(id, 60);
    await resolve(orgId, id);
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "parked", why: "no_outcome" }]);
    expect(await shop.charged(orgId)).toEqual([]);
  });

  it("A5 that is unknown for more than 23 hours is never sent again", async () => {
    const { orgId, id, send } = await aSale();
    control.addFault({ on: CHARGE, when: "before", how: "drop", times: 2 });
    await send();
    await isOld(id, 23);
    await resolve(orgId, id);
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "unknown", lookUps: 2 }]);
    expect(await shop.charged(orgId)).toEqual([]);
  });

  it.each([409, 429] as const)("A6 that Stripe answers with %d is sent again under its key", async (how) => {
    const { orgId, id, send } = await aSale();
    control.addFault({ on: CHARGE, when: "before", how, times: 1 });
    await send();
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "unknown" }]);
    await resolve(orgId, id);
    await expectPaidOnce(orgId);
  });

  it("A7 whose key was used with other parameters charges nothing, and is parked with an alert", async () => {
    const { orgId, id, send } = await aSale();
    control.addFault({ on: CHARGE, when: "before", how: 500, isStored: true, times: 1 });
    await send();
    // Another amount under the same key: Stripe refuses it.
    await owner.query("UPDATE payment_attempts SET method = 'pm_card_visa' WHERE id = $1", [id]);
    await resolve(orgId, id);
    await isOld(id, 80);
    await resolve(orgId, id);
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "parked", why: "no_outcome" }]);
    const worker = await database.open("worker");
    const queue = await openQueue(worker);
    const ledger = openLedger({ url: database.urls.worker, books: deps.books, lanes: 1 });
    const { parked } = await runDue({ ...deps, ledger, homes: worker, queue }, orgId);
    await Promise.all([queue.close(), ledger.close()]);
    expect(parked).toMatchObject([{ kind: "resolve_attempt", refId: id }]);
    expect(parked[0]?.error.message).toContain("needs a decision");
    expect(await shop.charged(orgId)).toEqual([]);
  });

  it("is parked if the organization was closed before the money came", async () => {
    const { orgId, send } = await aSale();
    await owner.query("UPDATE organizations SET closed_at = now() WHERE org_id = $1", [orgId]);
    await send();
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "parked", why: "organization_closed", grantId: null }]);
  });

  it("is as it was while charging is paused, and sent afterwards", async () => {
    const { orgId, send } = await aSale();
    await owner.query("UPDATE charging SET pause_why = 'a test', paused_since = now()");
    await send();
    expect(await shop.attempts(orgId)).toMatchObject([{ state: "created" }]);
    await owner.query("UPDATE charging SET pause_why = NULL, paused_since = NULL");
    await send();
    await expectPaidOnce(orgId);
  });
});
