import { CENT, type Micros, usd } from "@scrip/domain/money";
import fc from "fast-check";
import { expect, it } from "vitest";
import { aScenario } from "../../testing/a-scenario.ts";
import { aStripe, DAY, HOUR, Payer, TOMORROW } from "./a-payer.test-support.ts";

const { deps, anOrganization } = await aScenario();
const stripe = await aStripe();

/** A share runs with every test; `npm test -- long` makes 10,000. */
const CHARGES = Number(process.env.SCRIP_TOPUP_CHARGES ?? 400);
const SEED = Number(process.env.SCRIP_TOPUP_SEED ?? Date.now() % 1_000_000);

/** Charges that come at once, after a pause. */
const burst = fc.record({
  pause: fc.integer({ min: 0, max: 5 * HOUR }),
  cents: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 25, maxLength: 25 }),
});

/** What was bought in each day or month, in micro-USD. */
function sumsBy(span: "day" | "month", bought: readonly { readonly at: Date; readonly net: Micros }[]): Micros[] {
  const sums = new Map<string, Micros>();
  for (const { at, net } of bought) {
    const key = at.toISOString().slice(0, span === "day" ? 10 : 7);
    sums.set(key, (sums.get(key) ?? 0n) + net);
  }
  return [...sums.values()];
}

it("A11 L24 charges of any size, at any time, buy within the caps, and each payment gives its credit once", async () => {
  console.info(`seed ${SEED}: SCRIP_TOPUP_SEED=${SEED} repeats it`);
  const payer = new Payer(deps, await anOrganization({ credit: "10.00", clockAt: TOMORROW }), stripe);
  await payer.addCard();
  const perDay = usd("110");
  const perMonth = usd("700");
  await payer.set({ perDay, perMonth });
  let spent: Micros = 0n;
  let now = TOMORROW;
  for (const { pause, cents } of fc.sample(burst, { seed: SEED, numRuns: Math.ceil(CHARGES / 25) })) {
    now += pause;
    await payer.advanceTo(now);
    await Promise.all(cents.map((each) => payer.org.charge((each / 100).toFixed(2))));
    for (const each of cents) spent += BigInt(each) * CENT;
    await Promise.all([payer.runDue(), payer.runDue()]);
  }
  const attempts = await payer.attempts();
  expect(new Set(attempts.map(({ state }) => state))).toEqual(new Set(["succeeded"]));
  const bought = attempts.map(({ createdAt: at, net }) => ({ at, net }));
  for (const sum of sumsBy("day", bought)) expect(sum).toBeLessThanOrEqual(perDay);
  for (const sum of sumsBy("month", bought)) expect(sum).toBeLessThanOrEqual(perMonth);
  const { tried, paid } = await payer.charges();
  expect([tried, paid.length]).toEqual([attempts.length, attempts.length]);
  expect(await payer.granted()).toEqual(paid);
  const { available, owed } = (await deps.ledger.peek(payer.orgId)).ledger.balance;
  const added = bought.reduce((sum, { net }) => sum + net, usd("10.00"));
  expect(available - owed).toBe(added - spent);
  console.info(`${CHARGES} charges in ${Math.round((now - TOMORROW) / DAY)} days: ${paid.length} payments`);
}, 120_000);
