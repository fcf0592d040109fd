import { randomUUID } from "node:crypto";
import { TEST_SECRET } from "@scrip/accounts/testing/test-person";
import type { CrashPoint } from "@scrip/db/connection";
import { freePort } from "@scrip/db/testing";
import { aShop } from "@scrip/usecases/billing/testing/a-shop";
import { describe, expect, it, vi } from "vitest";
import { askAs } from "../testing/a-person.ts";
import { anApi, listen } from "../testing/an-api.ts";
import { type ApiProcess, startApiProcess } from "../testing/api-process.ts";

// Processes start slowly on a busy machine. No test measures that time.
vi.setConfig({ testTimeout: 120_000 });

const api = await anApi();
const shop = await aShop(api.deps);
/** Pages lead back to this origin, whichever process opens them: the gateway refuses other terms under the same key. */
const ORIGIN = "https://scrip.example.com";
/** The server that answers after a crash. */
const survivor = await listen(shop.deps, { origin: ORIGIN });
const { urls } = api.database;

/** Starts an API in a process of its own, which is killed when it reaches a point. */
async function killedAt(point: CrashPoint): Promise<{ process: ApiProcess; url: string }> {
  const port = await freePort();
  const { secretKey, url: stripeUrl } = shop.stripe.local;
  const process = startApiProcess({
    NODE_ENV: "test",
    APP_DATABASE_URL: urls.app,
    VERIFY_DATABASE_URL: urls.verify,
    HOST: "127.0.0.1",
    PORT: `${port}`,
    SCRIP_METRICS_PORT: "0",
    SCRIP_ORIGIN: ORIGIN,
    SCRIP_AUTH_SECRET: TEST_SECRET,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: "whsec_of_no_webhook",
    SCRIP_STRIPE_URL: stripeUrl,
    SCRIP_TEST_CRASH_AT: `${point}:1`,
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).ok).toBe(true), { timeout: 60_000 });
  await Promise.race([isReady, process.ended]);
  expect(process.errorOutput()).toBe("");
  return { process, url };
}

/** A person who pays for an organization. */
async function aPayer() {
  const org = await api.anOrganization();
  const { cookie } = await api.aPerson({ name: "Ada", org, role: "billing" });
  const call = async (url: string, procedure: string, input: object) => {
    const { data, text } = await askAs(url, procedure, input, { cookie });
    if (data === undefined) throw new Error(text);
    return data as { readonly attempt: string; readonly url: string };
  };
  return { org, orgId: org.slice("org_".length), call };
}

describe.each(["attempt.made", "topup.pre_rpc", "attempt.page_opened"] as const)(
  "an API that is killed at %s of a purchase",
  (point) => {
    it("A1 A2 is followed by the same request: one page, one charge, one grant", async () => {
      const { org, orgId, call } = await aPayer();
      const wanted = { org, amount: "25000000", idempotencyKey: randomUUID() };
      const killed = await killedAt(point);
      await expect(call(killed.url, "billing.purchases.start", wanted)).rejects.toThrow("fetch failed");
      expect(await killed.process.ended).toBeNull();
      const [first, second] = await Promise.all([
        call(survivor, "billing.purchases.start", wanted),
        call(survivor, "billing.purchases.start", wanted),
      ]);
      expect(second).toEqual(first);
      await shop.pay(first);
      await call(survivor, "billing.purchases.follow", { org, attempt: first.attempt });
      expect(await shop.charged(orgId)).toHaveLength(1);
      expect(await api.ok("balance.get", { org })).toMatchObject({ available: "25000000" });
    });
  },
);

describe.each(["payment.claimed", "attempt.booked"] as const)("an API that is killed at %s of a payment", (point) => {
  it("A1 leaves one charge and one grant, whoever asks next", async () => {
    const { org, orgId, call } = await aPayer();
    const wanted = { org, amount: "25000000", idempotencyKey: randomUUID() };
    const { attempt, url } = await call(survivor, "billing.purchases.start", wanted);
    await shop.pay({ url });
    const killed = await killedAt(point);
    await expect(call(killed.url, "billing.purchases.follow", { org, attempt })).rejects.toThrow("fetch failed");
    expect(await killed.process.ended).toBeNull();
    await Promise.all([
      call(survivor, "billing.purchases.follow", { org, attempt }),
      call(survivor, "billing.purchases.follow", { org, attempt }),
      shop.deliver(orgId),
    ]);
    expect(await shop.charged(orgId)).toHaveLength(1);
    expect(await api.ok("balance.get", { org })).toMatchObject({ available: "25000000" });
  });
});
