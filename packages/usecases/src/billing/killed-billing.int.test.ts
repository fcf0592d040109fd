import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CRASH_POINTS, type CrashPoint } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { afterEach, describe, expect, it } from "vitest";
import { anOperator } from "../operators/an-operator.test-support.ts";
import type { Organization } from "../testing/organization.ts";
import { ASKS } from "./asks.ts";
import { resolveAttempt } from "./attempts/resolve-attempt.ts";
import { type BillingAct, runBillingAct } from "./billing-act.test-support.ts";
import { aPayingScenario } from "./taken-back/a-payment.test-support.ts";
import { aShop } from "./testing/a-shop.ts";
import { Payer, TOMORROW } from "./top-up/a-payer.test-support.ts";

const scenario = await aPayingScenario();
const { deps, database, anOrganization, aParkedPayment } = scenario;
const shop = await aShop(scenario.deps);
const owner = await database.open("owner");
const ada = await anOperator(owner, "Ada");
// No worker sends the mails of this file.
afterEach(() => owner.query("DELETE FROM platform_due WHERE kind = 'send_mail'"));

const PROGRAM = fileURLToPath(new URL("./killed-billing.fixture.ts", import.meta.url));
const MINUTE_MS = 60_000;
const shopDeps = shop.deps;
const stripeOf = { shop: shop.stripe.local.url, scenario: scenario.local.url };

/** Runs an act in a process that is killed at a point. */
async function killedAt(point: CrashPoint, stripe: string, act: BillingAct): Promise<void> {
  const args = [PROGRAM, JSON.stringify(database.homeUrls.app), stripe, point, JSON.stringify(act)];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] }), "close");
  // Only the hook ends the process with a signal: a point that is never reached would end with an exit code.
  expect(signal).toBe("SIGKILL");
}

const availableOf = async (orgId: string): Promise<bigint> => (await deps.ledger.peek(orgId)).ledger.balance.available;
const named = (...wanted: CrashPoint[]): readonly CrashPoint[] =>
  CRASH_POINTS.filter((point) => wanted.includes(point));

describe.each(named("attempt.made", "topup.pre_rpc", "attempt.page_opened"))("a purchase killed at %s", (point) => {
  const startKilled = async (): Promise<{ organization: Organization; act: BillingAct }> => {
    const organization = await anOrganization({ clockAt: null });
    const act = { do: "buy", orgId: organization.orgId, key: randomUUID() } as const;
    await killedAt(point, stripeOf.shop, act);
    return { organization, act };
  };

  it("A1 A2 is continued by the same request: one page, one charge, one grant", async () => {
    const { organization, act } = await startKilled();
    const { orgId } = organization;
    await Promise.all([runBillingAct(shopDeps, act), runBillingAct(shopDeps, act)]);
    const [attempt, ...others] = await shop.attempts(orgId);
    expect(others).toEqual([]);
    const { body } = await shop.stripe.local.control.call("GET", "/v1/checkout/sessions", {
      customer: attempt?.customer,
    });
    expect((body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual([attempt?.pageId]);
    await shop.pay({ url: attempt?.pageUrl ?? null });
    await shop.deliver(orgId);
    expect(await shop.charged(orgId)).toHaveLength(1);
    expect(await availableOf(orgId)).toBe(usd("25.00"));
  });

  it("A2 is ended by the due work if nobody asks again, and nothing is charged", async () => {
    const { organization } = await startKilled();
    const { orgId } = organization;
    const [attempt] = await shop.attempts(orgId);
    const refId = attempt?.id ?? "";
    await resolveAttempt(shopDeps, { orgId, kind: "resolve_attempt", refId }, ASKS);
    const [after] = await shop.attempts(orgId);
    // A page that is open can still be paid, by a member who has its address.
    expect(after?.state).toBe(point === "attempt.page_opened" ? "submitted" : "failed");
    expect(await shop.charged(orgId)).toEqual([]);
  });
});

describe.each(named("attempt.made", "topup.pre_rpc", "topup.post_rpc", "payment.claimed", "attempt.booked"))(
  "an automatic top-up killed at %s",
  (point) => {
    it("A1 A2 L24 is finished by the due work: one charge, one grant", async () => {
      const payer = new Payer(scenario.deps, await anOrganization({ credit: "10.00", clockAt: TOMORROW }), {
        gateway: deps.gateway,
        local: scenario.local,
        [Symbol.asyncDispose]: () => Promise.resolve(),
      });
      await payer.addCard();
      await payer.set();
      await payer.org.charge("1.00");
      await killedAt(point, stripeOf.scenario, { do: "top_up", orgId: payer.orgId });
      // The outcome is looked up again within minutes.
      await payer.advanceTo(payer.org.now + 15 * MINUTE_MS);
      expect((await payer.attempts()).map(({ state }) => state)).toEqual(["succeeded"]);
      const { paid } = await payer.charges();
      expect(paid).toHaveLength(1);
      expect(await payer.granted()).toEqual(paid);
      expect(await availableOf(payer.orgId)).toBe(usd("34.00"));
    });
  },
);

describe.each(CRASH_POINTS.filter((point) => point.startsWith("case.")))("a decision killed at %s", (point) => {
  it.each([
    ["accept", usd("21.00"), 0],
    ["refund", 0n, 1],
  ] as const)("A1 to %s a parked payment is carried out once by the next call", async (step, credit, refunds) => {
    const parked = await aParkedPayment("20.00", "21.00");
    const { orgId, id: attemptId, paymentId } = parked;
    const act = { do: "decide", orgId, attemptId, step, operator: ada } as const;
    await killedAt(point, stripeOf.scenario, act);
    await Promise.allSettled([runBillingAct(deps, act), runBillingAct(deps, act)]);
    const due: { refId: string }[] = await owner.query(
      `SELECT ref_id AS "refId" FROM due WHERE org_id = $1 AND kind = 'resolve_attempt'`,
      [orgId],
    );
    for (const { refId } of due) await resolveAttempt(deps, { orgId, kind: "resolve_attempt", refId }, ASKS);
    expect(await availableOf(orgId)).toBe(credit);
    const { body } = await scenario.control.call("GET", "/v1/refunds", { payment_intent: paymentId });
    expect((body as { data: unknown[] }).data).toHaveLength(refunds);
    const decided = await owner.query("SELECT decision FROM attempt_decisions WHERE org_id = $1", [orgId]);
    expect(decided).toEqual([{ decision: step === "accept" ? "accepted" : "refunded" }]);
  });
});

it.each(named("payment.claimed", "attempt.booked", "event.booked"))(
  "B5 L30 an event killed at %s is booked once by the next sweep",
  async (point) => {
    const organization = await anOrganization({ clockAt: null });
    const { orgId } = organization;
    await shop.pay(await shop.buy(organization.caller));
    const [event = ""] = await owner
      .query<{ id: string }[]>(
        "SELECT id FROM gateway_events WHERE id = ANY ($1) AND type = 'checkout.session.completed'",
        [await shop.eventsOf(orgId)],
      )
      .then((rows) => rows.map(({ id }) => id));
    await killedAt(point, stripeOf.shop, { do: "book", event });
    await Promise.all([1, 2].map(() => runBillingAct(shopDeps, { do: "book", event })));
    await shop.deliver(orgId);
    expect(await availableOf(orgId)).toBe(usd("25.00"));
    expect(await shop.charged(orgId)).toHaveLength(1);
  },
);
