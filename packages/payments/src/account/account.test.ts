import { expect, it } from "vitest";
import { hostOf } from "../connect.ts";
import { aCustomer, URLS } from "../testing/a-customer.ts";
import { checkAccount, type Finding, type SetUpStep, setUpAccount } from "./index.ts";

const WANTED = {
  prices: [
    { plan: "pro", interval: "month", cents: 2900, title: "Pro, monthly" },
    { plan: "pro", interval: "year", cents: 29_000, title: "Pro, yearly" },
  ],
  webhookUrl: "https://credit.example.com/webhooks/stripe",
} as const;

const now = () => Date.now();

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const wrongOf = (findings: readonly Finding[]) => findings.filter(({ isRight }) => !isRight).map(({ check }) => check);

it("the setup makes what is missing, once, and the check finds it right", async () => {
  await using it = await aCustomer();
  const settings = { secretKey: "sk_test_local", webhookSecrets: [], host: hostOf(it.local.url) };
  expect(wrongOf(await all(checkAccount(settings, WANTED, now)))).toEqual(["prices", "portal", "webhook"]);
  const made = await all<SetUpStep>(setUpAccount(settings, WANTED));
  expect(made.map(({ what, isNew }) => [what, isNew])).toEqual([
    ["price", true],
    ["price", true],
    ["portal", true],
    ["webhook", true],
  ]);
  expect(made.at(-1)?.secret).toMatch(/^whsec_/);
  const again = await all<SetUpStep>(setUpAccount(settings, WANTED));
  expect(again).toEqual(made.map(({ what, id, name }) => ({ what, id, name, isNew: false })));
  expect(wrongOf(await all(checkAccount(settings, WANTED, now)))).toEqual([]);
  expect(await it.gateway.pages.openPortal(it.customer, URLS.back)).toContain("/portal/");
});

it("the check says what is wrong, and what to do", async () => {
  await using it = await aCustomer();
  const settings = { secretKey: "sk_test_local", webhookSecrets: [], host: hostOf(it.local.url) };
  const steps = await all<SetUpStep>(setUpAccount(settings, WANTED));
  const idOf = (what: SetUpStep["what"]) => steps.find((step) => step.what === what)?.id ?? "";
  await it.control.call("POST", `/v1/prices/${idOf("price")}`, { active: false });
  await it.control.call("POST", `/v1/webhook_endpoints/${idOf("webhook")}`, { enabled_events: ["invoice.paid"] });
  const features = { subscription_cancel: { enabled: true, mode: "immediately" } };
  await it.control.call("POST", `/v1/billing_portal/configurations/${idOf("portal")}`, { features });
  const findings = await all(checkAccount(settings, WANTED, () => Date.now() + 60_000));
  expect(wrongOf(findings)).toEqual(["clock", "prices", "portal", "webhook"]);
  for (const { isRight, says, advice } of findings) {
    expect(says).toMatch(/^[A-Z].*\.$/);
    expect(advice === null).toBe(isRight);
  }
});

it("the check ends with a key that Stripe does not know", async () => {
  await using it = await aCustomer();
  const settings = { secretKey: "sk_test_other", webhookSecrets: [], host: hostOf(it.local.url) };
  expect(await all(checkAccount(settings, WANTED, now))).toMatchObject([{ check: "key", isRight: false }]);
});
