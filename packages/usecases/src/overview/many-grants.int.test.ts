import { runway } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";
import { expect, it } from "vitest";
import { estimateJob } from "../jobs/estimate-job.ts";
import { getBalance } from "../ledger/get-balance.ts";
import { aScenario, NOON } from "../testing/a-scenario.ts";
import type { Organization } from "../testing/organization.ts";
import { getCreditByDay } from "./get-credit-by-day.ts";
import { getOverview } from "./get-overview.ts";

const { deps, anOrganization } = await aScenario();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Makes more open grants than are loaded at first: 40 that lapse soon, 40 that lapse later and 40 that never lapse. */
async function withManyGrants(): Promise<Organization> {
  const acme = await anOrganization();
  const grants = Array.from({ length: 40 }, (_, n) => [
    acme.grant("0.01", { source: "code", expiresAt: NOON + 2 * DAY_MS + (n % 4) * DAY_MS }),
    acme.grant("0.01", { source: "plan", expiresAt: NOON + 20 * DAY_MS + n }),
    acme.grant("0.01"),
  ]);
  await Promise.all(grants.flat());
  return acme;
}

it("the figures of an organization with many open grants count all of them", async () => {
  const acme = await withManyGrants();
  expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: usd("1.20"), expiring: usd("0.40"), seq: 120 });
  const shown = { available: usd("1.20"), expiring: usd("0.40"), promotional: usd("0.80"), paid: usd("0.40") };
  const nextExpiry = { at: NOON + 2 * DAY_MS, amount: usd("0.10") };
  expect(await getOverview(deps, acme.orgId, "UTC")).toMatchObject({ ...shown, nextExpiry, runway: { state: "idle" } });
  await acme.start("train", { untilMs: HOUR_MS });
  // $1.20 at $0.44 an hour, a part of it on hold.
  const end = NOON + Math.floor((1.2 / 0.44) * HOUR_MS);
  expect(await getOverview(deps, acme.orgId, "UTC")).toMatchObject({ available: usd("0.76"), runway: { at: end } });
  const { days, forecast } = await getCreditByDay(deps, acme.orgId, { zone: "UTC", days: 30 });
  expect(days.at(-1)).toMatchObject({ promotional: usd("0.36"), paid: usd("0.40") });
  expect(forecast[0]).toMatchObject({ available: 0n });
});

it("the runway counts credit that lapses on the way, as if every grant were loaded", async () => {
  const acme = await withManyGrants();
  // $0.0105 a day: nearly all of the credit that lapses soon is lost.
  await acme.start("train", { untilMs: HOUR_MS, unitsMilli: 1 });
  const held = usd("0.00044");
  const lapsing = [2, 3, 4, 5].map((days) => ({ expiresAt: NOON + days * DAY_MS, paid: 0n, promotional: usd("0.10") }));
  const later = Array.from({ length: 40 }, (_, n) => {
    return { expiresAt: NOON + 20 * DAY_MS + n, paid: 0n, promotional: usd("0.01") };
  });
  const [first, ...others] = lapsing;
  const free = [
    { expiresAt: NOON + 2 * DAY_MS, paid: 0n, promotional: (first?.promotional ?? 0n) - held },
    ...others,
    ...later,
    { expiresAt: null, paid: usd("0.40"), promotional: 0n },
  ];
  const expected = runway({ perHour: 440n, held, free, scheduled: [], owed: 0n }, true, NOON);
  expect(expected.at).toBeGreaterThan(NOON + 50 * DAY_MS);
  expect((await getOverview(deps, acme.orgId, "UTC")).runway).toEqual({ ...expected, perHour: 440n });
});

it("the next expiry is found behind the end of the outlook", async () => {
  const acme = await anOrganization();
  const years = NOON + 1000 * DAY_MS;
  await Promise.all(Array.from({ length: 40 }, (_, n) => acme.grant("0.01", { expiresAt: years + (n % 2) })));
  const { nextExpiry, paid, expiring } = await getOverview(deps, acme.orgId, "UTC");
  expect({ nextExpiry, paid, expiring }).toEqual({
    nextExpiry: { at: years, amount: usd("0.20") },
    paid: usd("0.40"),
    expiring: 0n,
  });
});

it("an estimate of an organization with many open grants names all that would pay, and what would lapse", async () => {
  const acme = await withManyGrants();
  const terms = { resource: "gpu.rtx-3090", work: "training", mode: "epochs", unitsMilli: 1_000 } as const;
  const long = { ...terms, unitsMilli: 1, estimateMs: 30 * DAY_MS, epochMs: DAY_MS };
  const estimate = await estimateJob(deps, acme.caller, long);
  // A thousandth of a GPU for 30 days: $0.3168, 1.0560 cents a day.
  expect(estimate).toMatchObject({ price: usd("0.3168"), admitted: true, pausesAtMs: null });
  const paid = estimate.paidBy.reduce((sum, { amount }) => sum + amount, 0n);
  expect(paid).toBe(estimate.price);
  const whole = await estimateJob(deps, acme.caller, { ...terms, estimateMs: 2 * HOUR_MS });
  expect(whole.paidBy).toHaveLength(88);
  expect(await getBalance(deps, acme.orgId)).toMatchObject({ available: usd("1.20") });
  // All credit that lapses within 30 days is $0.80, and the job uses a part of it.
  const used = usd("0.80") - estimate.lapsing;
  expect(used).toBeGreaterThan(usd("0.2"));
  expect(used).toBeLessThanOrEqual(estimate.price);
});
