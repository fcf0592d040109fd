import type { CrashPoint } from "@scrip/db/connection";
import { aStripe, Payer } from "@scrip/usecases/billing/top-up/a-payer.test-support";
import { aScenario } from "@scrip/usecases/testing/a-scenario";
import { expect, it, vi } from "vitest";
import { aWorker } from "./testing/a-worker.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 240_000 });

const { deps, database, anOrganization } = await aScenario();
const stripe = await aStripe();
const owner = await database.open("owner");
const { secretKey, url } = stripe.local;
const env = { STRIPE_SECRET_KEY: secretKey, SCRIP_STRIPE_URL: url };

const POINTS = [
  "attempt.made",
  "topup.pre_rpc",
  "topup.post_rpc",
  "payment.claimed",
  "attempt.booked",
] as const satisfies readonly CrashPoint[];

/** An organization that has less credit than its threshold, and whose top-up waits for a worker. */
async function aPayer(): Promise<Payer> {
  const payer = new Payer(deps, await anOrganization({ credit: "10.00", clockAt: null }), stripe);
  await payer.addCard();
  await payer.set();
  await payer.org.charge("1.00");
  return payer;
}

it("A1 A2 L24 workers that are killed at each point of an automatic payment leave one charge and one grant for each", async () => {
  const payers: Payer[] = [];
  for (const point of POINTS) {
    payers.push(await aPayer());
    // A worker that dies early never says that it is ready. It may die at the payment of an organization before.
    const killed = await aWorker(database, 1, { ...env, SCRIP_TEST_CRASH_AT: `${point}:1` }).catch(() => null);
    expect(await (killed?.ended ?? null)).toBeNull();
    expect(await payers[0]?.attempts()).toHaveLength(1);
    await owner.query("UPDATE due SET due_at = now() WHERE kind = 'resolve_attempt'");
  }
  await aWorker(database, 1, env);
  const succeeded = async () => {
    for (const payer of payers) expect((await payer.attempts()).map(({ state }) => state)).toEqual(["succeeded"]);
  };
  await vi.waitFor(succeeded, { timeout: 120_000, interval: 50 });
  for (const payer of payers) {
    const { paid } = await payer.charges();
    expect(paid).toHaveLength(1);
    expect(await payer.granted()).toEqual(paid);
  }
});
