import { afterAll, expect, it } from "vitest";
import { openStripe } from "./testing/open-stripe.ts";

const { local, stripe } = await openStripe();
afterAll(() => local.stop());

async function post(path: string, form: Record<string, string>) {
  const body = new URLSearchParams(form);
  const answer = await fetch(local.url + path, {
    method: "POST",
    body,
    headers: { origin: local.url },
    redirect: "manual",
  });
  return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
}

/** An intent that waits for the bank. */
async function waiting(return_url: string) {
  const intent = await stripe.paymentIntents.create({
    amount: 900,
    currency: "usd",
    payment_method: "pm_card_threeDSecure2Required",
    confirm: true,
    return_url,
  });
  expect(intent.next_action?.redirect_to_url?.url).toContain(`${local.url}/authenticate/${intent.id}`);
  return intent;
}

it("the bank's page leads back to the merchant with the outcome, once", async () => {
  const intent = await waiting("https://merchant.example/back?cart=1");
  const path = `/authenticate/${intent.id}`;
  const { status, location } = await post(path, { outcome: "pass" });
  expect(status).toBe(303);
  expect(Object.fromEntries(new URL(location ?? "").searchParams)).toEqual({
    cart: "1",
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: "succeeded",
  });
  expect(await post(path, { outcome: "pass" })).toMatchObject({ status: 410 });
});

it.each(["//evil.example", "https://evil.example", "/\\evil.example"])("leads nobody to %s", async (address) => {
  const intent = await waiting("https://merchant.example/back");
  const { location } = await post(`/authenticate/${intent.id}?return=${encodeURIComponent(address)}`, {
    outcome: "fail",
  });
  expect(location).toMatch(/^https:\/\/merchant\.example\/back\?.*redirect_status=failed$/);
});

it("says what the API refuses, and shows a hostile name as text", async () => {
  expect(await post("/", { act: "resend", event: "evt_none" })).toMatchObject({
    status: 404,
    text: expect.stringContaining("No such event"),
  });
  expect(await post("/", { act: "nothing" })).toMatchObject({ status: 400 });
  const customer = await stripe.customers.create({ name: "<script>alert(1)</script>" });
  const { url } = await stripe.billingPortal.sessions.create({ customer: customer.id });
  const page = await (await fetch(url)).text();
  expect(page).toContain("&#60;script&#62;");
  expect(page).not.toContain("<script>");
});
