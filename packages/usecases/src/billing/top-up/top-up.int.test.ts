import { usd } from "@scrip/domain/money";
import { describe, expect, it } from "vitest";
import { RefusedError } from "../../refused.ts";
import { aScenario } from "../../testing/a-scenario.ts";
import { aStripe, DAY, HOUR, Payer, TOMORROW } from "./a-payer.test-support.ts";

const { deps, anOrganization } = await aScenario();
const stripe = await aStripe();
const { control } = stripe.local;

/** An organization with credit and, unless said otherwise, a good card. */
async function aPayer({ credit = "10.00", card = "visa" as string | null } = {}): Promise<Payer> {
  const payer = new Payer(deps, await anOrganization({ credit, clockAt: TOMORROW }), stripe);
  if (card !== null) await payer.addCard(card);
  return payer;
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "accepted",
    (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
  );

it("buys credit each time the threshold is passed, and tells people", async () => {
  const payer = await aPayer();
  await payer.set();
  await payer.runDue();
  expect(await payer.charges()).toEqual({ tried: 0, paid: [] });
  await payer.org.charge("0.01");
  await payer.runDue();
  const [attempt, ...others] = await payer.attempts();
  expect(others).toEqual([]);
  expect(attempt).toMatchObject({ state: "succeeded", net: usd("25"), paidWith: "Visa ending in 4242" });
  expect((await payer.charges()).paid).toEqual(await payer.granted());
  expect(await payer.notices()).toEqual(["topup.on", "topup.succeeded"]);
  await payer.org.charge("24.98");
  await payer.runDue();
  expect(await payer.attempts()).toHaveLength(1);
  await payer.org.charge("0.02");
  await payer.runDue();
  expect((await payer.attempts()).map(({ state }) => state)).toEqual(["succeeded", "succeeded"]);
});

it("buys at once if it is switched on below the threshold, up to a target in whole cents", async () => {
  const payer = await aPayer({ credit: "3.333333" });
  await payer.set({ buys: { kind: "up_to", target: usd("50") } });
  await payer.runDue();
  expect((await payer.attempts()).map(({ net }) => net)).toEqual([usd("46.67")]);
});

it("is switched on only with a payment method that can be charged, and with amounts that are sold", async () => {
  const payer = await aPayer({ card: null });
  expect(await codeOf(payer.set())).toBe("top_up_needs_card");
  expect(await codeOf(payer.set({ isOn: false }))).toBe("accepted");
  await payer.addCard();
  for (const wrong of [
    { buys: { kind: "amount", amount: usd("4.99") } },
    { buys: { kind: "amount", amount: usd("200.01") } },
    { buys: { kind: "up_to", target: usd("10") } },
    { threshold: 0n },
    { threshold: usd("10") + 1n },
    { perDay: usd("1"), perMonth: usd("1") },
    { perMonth: usd("199.99") },
  ] as const)
    expect(await codeOf(payer.set(wrong))).toBe("top_up_out_of_range");
  expect(await payer.state()).toBeNull();
  expect(await codeOf(payer.set())).toBe("accepted");
});

describe("a card that declines", () => {
  it("A8 is tried four times in 48 hours of 1,000 charges below the threshold, and then never", async () => {
    const payer = await aPayer({ card: "chargeCustomerFail" });
    await payer.set();
    for (let n = 0; n < 1_000; n += 1) {
      await payer.advanceTo(TOMORROW + Math.floor((n * 48 * HOUR) / 1_000));
      await payer.org.charge("0.000001");
    }
    await payer.advanceTo(TOMORROW + 60 * DAY);
    const attempts = await payer.attempts();
    expect(attempts.map(({ state, why }) => [state, why])).toEqual(Array(4).fill(["failed", "soft_decline"]));
    const first = attempts[0]?.createdAt.getTime() ?? 0;
    expect(attempts.map(({ createdAt }) => (createdAt.getTime() - first) / HOUR)).toEqual([0, 1, 6, 24]);
    expect(await payer.charges()).toEqual({ tried: 4, paid: [] });
    expect(await payer.state()).toBe("stopped");
    expect(await payer.notices()).toEqual([
      "topup.on",
      "topup.failed",
      "topup.failed",
      "topup.failed",
      "topup.stopped",
    ]);
  }, 120_000);

  it("A9 for good is tried once; another card goes on at once, and the first one never", async () => {
    const payer = await aPayer({ credit: "5.00" });
    const [lost] = await payer.methods();
    await control.loseCard(lost?.id ?? "");
    await payer.set();
    await payer.runDue();
    await payer.advanceTo(TOMORROW + 30 * DAY);
    expect((await payer.attempts()).map(({ why }) => why)).toEqual(["hard_decline"]);
    expect(await payer.notices()).toEqual(["topup.on", "topup.stopped"]);
    await payer.set({ isOn: false });
    expect(await codeOf(payer.set())).toBe("top_up_card_declined");
    const added = await payer.addCard("mastercard");
    expect((await payer.methods()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [added, true],
      [lost?.id, false],
    ]);
    await payer.set();
    await payer.advanceTo(TOMORROW + 30 * DAY + 1);
    expect((await payer.attempts()).map(({ state }) => state)).toEqual(["failed", "succeeded"]);
    await payer.makeDefault(lost?.id ?? "");
    expect(await payer.state()).toBe("stopped");
  });

  it("A10 because it needs its owner counts as declined", async () => {
    const payer = await aPayer({ card: "authenticationRequired" });
    await payer.set();
    await payer.org.charge("1");
    await payer.advanceTo(TOMORROW + 2 * DAY);
    expect((await payer.attempts()).map(({ why }) => why)).toEqual(Array(4).fill("needs_authentication"));
    expect((await payer.charges()).paid).toEqual([]);
  });

  it("rests, and another card that becomes the default goes on at once", async () => {
    const payer = await aPayer({ card: "chargeCustomerFail" });
    await payer.set();
    await payer.org.charge("1");
    await payer.runDue();
    expect(await payer.state()).toBe("rests");
    await payer.addCard();
    await payer.runDue();
    expect((await payer.attempts()).map(({ state }) => state)).toEqual(["failed", "succeeded"]);
    expect(await payer.state()).toBe("ready");
    expect(await payer.notices()).toEqual(["topup.on", "topup.failed", "topup.succeeded"]);
  });
});

it("A3 an answer that is lost is looked up, and nothing is charged twice", async () => {
  const payer = await aPayer();
  await payer.set();
  await payer.org.charge("1");
  control.addFault({ on: "POST /v1/payment_intents", when: "after", how: "drop", times: 2 });
  await payer.runDue();
  expect((await payer.attempts()).map(({ state }) => state)).toEqual(["unknown"]);
  await payer.org.charge("1");
  await payer.advanceTo(TOMORROW + HOUR);
  expect((await payer.attempts()).map(({ state }) => state)).toEqual(["succeeded"]);
  expect(await payer.charges()).toEqual({ tried: 1, paid: await payer.granted() });
});

it("A11 a loop of charges is held by the caps of the day and of the month", async () => {
  const payer = await aPayer();
  await payer.set({ perDay: usd("60"), perMonth: usd("110") });
  const spend = async (): Promise<void> => {
    for (let n = 0; n < 10; n += 1) {
      await Promise.all(Array.from({ length: 10 }, () => payer.org.charge("1")));
      await payer.runDue();
    }
  };
  const monthsEnd = Date.UTC(new Date(TOMORROW).getUTCFullYear(), new Date(TOMORROW).getUTCMonth() + 1, 1);
  await payer.advanceTo(monthsEnd);
  for (let day = 0; day < 4; day += 1) {
    await payer.advanceTo(monthsEnd + day * DAY);
    await spend();
  }
  // Two of $25 fit into a day of $60, and four into a month of $110.
  expect((await payer.attempts()).map(({ createdAt }) => (createdAt.getTime() - monthsEnd) / DAY)).toEqual([
    0, 0, 1, 1,
  ]);
  expect(await payer.state()).toBe("month_cap");
  expect((await payer.charges()).paid).toEqual(await payer.granted());
  expect((await payer.notices()).filter((kind) => kind === "topup.capped")).toHaveLength(3);
});

it("A12 L24 100 charges that pass the threshold at once make one attempt, whoever runs the due work", async () => {
  const payer = await aPayer({ credit: "11.00" });
  await payer.set();
  await Promise.all(Array.from({ length: 100 }, () => payer.org.charge("0.02")));
  await Promise.all(Array.from({ length: 4 }, () => payer.runDue()));
  await Promise.all(Array.from({ length: 100 }, () => payer.org.charge("0.01")));
  await payer.runDue();
  expect(await payer.attempts()).toHaveLength(1);
  expect(await payer.charges()).toEqual({ tried: 1, paid: await payer.granted() });
});

it("A13 switched off while a payment is under way: its result is booked, and none follows", async () => {
  const payer = await aPayer();
  await payer.set();
  await payer.org.charge("9");
  control.addFault({ on: "POST /v1/payment_intents", when: "before", how: "hold" });
  const flying = payer.runDue();
  await expect.poll(() => payer.attempts().then(([attempt]) => attempt?.state)).toBe("submitted");
  await payer.set({ isOn: false });
  control.releaseCalls();
  await flying;
  expect((await payer.attempts()).map(({ state }) => state)).toEqual(["succeeded"]);
  await payer.org.charge("25");
  await payer.advanceTo(TOMORROW + 30 * DAY);
  expect(await payer.attempts()).toHaveLength(1);
  expect(await payer.notices()).toEqual(["topup.on", "topup.off", "topup.succeeded"]);
});

it("A14 waits while a member has a page of a purchase open, and goes on after it", async () => {
  const payer = await aPayer();
  await payer.set();
  const purchase = await payer.openPurchase("25.00");
  await payer.org.charge("5");
  await payer.runDue();
  expect((await payer.attempts()).map(({ purpose }) => purpose)).toEqual(["purchase"]);
  await payer.abandon(purchase);
  await payer.runDue();
  expect((await payer.attempts()).map(({ purpose, state }) => [purpose, state])).toEqual([
    ["purchase", "failed"],
    ["auto_topup", "succeeded"],
  ]);
});

describe("payment methods", () => {
  it("the last one stays while automatic top-up is on, and another takes the place of a removed default", async () => {
    const payer = await aPayer();
    const [first] = await payer.methods();
    await payer.set();
    expect(await codeOf(payer.remove(first?.id ?? ""))).toBe("last_payment_method");
    const second = await payer.addCard("mastercard");
    expect((await payer.methods()).find(({ isDefault }) => isDefault)?.id).toBe(first?.id);
    await payer.remove(first?.id ?? "");
    expect((await payer.methods()).map(({ id, isDefault }) => [id, isDefault])).toEqual([[second, true]]);
    expect(await codeOf(payer.remove(first?.id ?? ""))).toBe("payment_method_not_found");
    await payer.set({ isOn: false });
    expect(await codeOf(payer.remove(second))).toBe("accepted");
  });

  it("one that is removed at the gateway stops automatic top-up, and the next one goes on", async () => {
    const payer = await aPayer();
    const [card] = await payer.methods();
    await payer.set();
    await control.call("POST", `/v1/payment_methods/${card?.id}/detach`);
    await payer.refresh();
    expect(await payer.state()).toBe("no_card");
    await payer.org.charge("5");
    await payer.runDue();
    expect(await payer.attempts()).toEqual([]);
    await payer.addCard("mastercard");
    await payer.runDue();
    expect((await payer.attempts()).map(({ state }) => state)).toEqual(["succeeded"]);
    expect(await payer.notices()).toEqual(["topup.on", "topup.no_card", "topup.resumed", "topup.succeeded"]);
  });

  it("people are told once of a card that expires within 30 days, and it is not charged after its end", async () => {
    const payer = await aPayer();
    await payer.set();
    const [card] = await payer.methods();
    const end = Date.UTC(card?.expYear ?? 0, card?.expMonth ?? 0, 1);
    await payer.advanceTo(end - 30 * DAY - 1);
    expect(await payer.notices()).toEqual(["topup.on"]);
    await payer.advanceTo(end - 1);
    await payer.refresh();
    expect(await payer.notices()).toEqual(["topup.on", "payment_method.expiring"]);
    await payer.advanceTo(end);
    expect(await payer.state()).toBe("no_card");
  });
});
