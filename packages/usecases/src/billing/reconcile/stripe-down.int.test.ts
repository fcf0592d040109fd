import { PaymentAttemptEntity } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { advanceClock } from "../../due/advance-clock.ts";
import { createCharge } from "../../ledger/create-charge.ts";
import { aScenario, NOON } from "../../testing/a-scenario.ts";
import { askSaved, sendAttempt } from "../attempts/send-attempt.ts";
import { aShop } from "../testing/a-shop.ts";
import { anAttempt } from "../testing/an-attempt.ts";

const HOUR_MS = 3_600_000;
const ORGANIZATIONS = 4;

/** Calls of an attempt while Stripe is down: after 1, 2 and 5 minutes, and then every 10. */
const LOOKS_IN_SIX_HOURS = 3 + (6 * 60 - 8) / 10;

/** More calls than the test makes. */
const MANY = 1_000_000;

const { deps: scenario, anOrganization } = await aScenario();
const shop = await aShop(scenario);
const { deps, stripe } = shop;
const { control } = stripe.local;

it("E14 Stripe is down for 6 hours: spend goes on, calls stay few, and all payments are resolved once afterwards", async () => {
  const organizations = await Promise.all(
    Array.from({ length: ORGANIZATIONS }, () => anOrganization({ credit: "10.00", clockAt: NOON })),
  );
  const attempts = await Promise.all(organizations.map(({ orgId }) => anAttempt(shop, orgId)));
  control.addFault({ when: "before", how: 500, isStored: false, times: MANY });
  for (const { orgId, id } of attempts) await sendAttempt(deps, orgId, id, askSaved);

  const failed = () => MANY - (control.faults()[0]?.left ?? 0);
  const before = failed();
  for (const [index, { orgId, caller }] of organizations.entries()) {
    await advanceClock(deps, orgId, NOON + 3 * HOUR_MS);
    const charge = { amount: usd("1.00"), onShortfall: "refuse", idempotencyKey: `charge-${index}` } as const;
    expect((await createCharge(deps, caller, charge)).balance.available).toBe(String(usd("9.00")));
    await advanceClock(deps, orgId, NOON + 6 * HOUR_MS);
  }
  expect(failed() - before).toBeLessThanOrEqual(ORGANIZATIONS * LOOKS_IN_SIX_HOURS * 4);
  expect(await Promise.all(organizations.map(({ orgId }) => shop.charged(orgId)))).toEqual(
    Array(ORGANIZATIONS).fill([]),
  );

  const callsAfter = countCalls();
  control.clearFaults();
  for (const { orgId } of organizations) await advanceClock(deps, orgId, NOON + 6 * HOUR_MS + 20 * 60_000);
  // A look-up that finds nothing asks for four lists; then the card is charged, and the clock is moved each time.
  expect(callsAfter()).toBeLessThanOrEqual(ORGANIZATIONS * 30);
  for (const { orgId } of organizations) {
    const rows = await inOrganization(deps.homes.organizations, orgId, (tx) =>
      tx.repository(PaymentAttemptEntity).findBy({ orgId }),
    );
    expect(rows.map(({ state }) => state)).toEqual(["succeeded"]);
    expect(await shop.charged(orgId)).toHaveLength(1);
  }
});

/** @returns a function that counts the calls since */
function countCalls(): () => number {
  const newest = control.requests()[0];
  return () => {
    const calls = control.requests();
    const known = newest === undefined ? -1 : calls.indexOf(newest);
    return known === -1 ? calls.length : known;
  };
}
