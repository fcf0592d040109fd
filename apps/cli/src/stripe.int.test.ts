import { startLocalStripe } from "@scrip/local-stripe";
import { afterAll, expect, it } from "vitest";
import { readEnv } from "./env.ts";
import { runProgram } from "./program.ts";

const stripe = await startLocalStripe();
afterAll(() => stripe.stop());

async function scrip(variables: NodeJS.ProcessEnv, ...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runProgram(["stripe", ...args, "--origin", "https://credit.example.com"], {
    env: readEnv(variables),
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    showProgress: () => ({ advance: () => {}, setTotal: () => {}, stop: () => {} }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

const ENV = { STRIPE_SECRET_KEY: stripe.secretKey, SCRIP_STRIPE_URL: stripe.url };

it("scrip stripe setup makes what the catalog needs, shows the secret once, and check finds it right", async () => {
  const before = await scrip(ENV, "check");
  expect(before.code).toBe(1);
  expect(before.out).toContain("✗ Stripe sends no events to https://credit.example.com/webhooks/stripe.");
  expect(before.out).toContain("Run `scrip stripe setup`.");
  const made = await scrip(ENV, "setup");
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^whsec_\w+$/);
  expect(made.notes).toContain("scrip:pro:month:2900: made");
  expect(made.notes).toContain("scrip:pro:year:29000: made");
  const again = await scrip(ENV, "setup", "--json");
  expect(JSON.parse(again.out).steps.map(({ isNew }: { isNew: boolean }) => isNew)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(again.out).not.toContain("whsec_");
  const after = await scrip(ENV, "check", "--json");
  expect(after.code).toBe(0);
  expect(JSON.parse(after.out).findings.every(({ isRight }: { isRight: boolean }) => isRight)).toBe(true);
});

it("scrip stripe says what is missing, and never the key", async () => {
  const without = await scrip({}, "check");
  expect([without.code, without.notes]).toEqual([2, "There is no key of Stripe: set STRIPE_SECRET_KEY."]);
  const wrong = await scrip({ ...ENV, STRIPE_SECRET_KEY: "sk_test_of_somebody_else" }, "check");
  expect(wrong.code).toBe(1);
  expect(wrong.out).toContain("✗ Stripe does not accept the key.");
  expect(`${wrong.out}${wrong.notes}`).not.toContain("sk_test_of_somebody_else");
  const down = await scrip({ ...ENV, SCRIP_STRIPE_URL: "http://127.0.0.1:9" }, "setup");
  expect(down.code).toBe(2);
  expect(down.notes).toMatch(/^Stripe: An error occurred with our connection/);
});
