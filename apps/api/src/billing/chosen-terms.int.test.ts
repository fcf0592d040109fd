import { randomUUID } from "node:crypto";
import { openTestGateway } from "@scrip/payments/testing";
import { afterAll, describe, expect, it } from "vitest";
import { PAGE } from "../testing/a-person.ts";
import { anApi } from "../testing/an-api.ts";
import { read } from "../testing/answered.ts";
import { rawHttp } from "../testing/raw-http.ts";

const stripe = await openTestGateway();
afterAll(() => stripe[Symbol.asyncDispose]());
const api = await anApi((deps) => ({ ...deps, gateway: stripe.gateway }));
const org = await api.anOrganization();
const payer = await api.aPerson({ name: "Ada", org, role: "billing" });

const wanted = () => ({ org, amount: "25000000", idempotencyKey: randomUUID() });

/** What a caller would like to choose. */
const CHOSEN = {
  customer: "cus_of_another",
  price: "price_of_a_cent",
  gross: "10000",
  tax: "0",
  currency: "jpy",
  mode: "setup",
  success_url: "https://evil.example/",
  urls: { done: "https://evil.example/", back: "https://evil.example/" },
  metadata: { scrip_org: "another" },
  livemode: false,
};

describe("G11 a caller of a purchase", () => {
  it.each(Object.entries(CHOSEN))("cannot choose its %s: the field is refused by its name", async (field, value) => {
    const { status, error } = await payer.call("billing.purchases.start", { ...wanted(), [field]: value });
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: "bad_input", details: { fields: [{ path: field }] } });
  });

  it("gets a page for the customer of the organization, over this amount, which leads back to this server", async () => {
    const { data } = await payer.call("billing.purchases.start", wanted());
    const page = (data as { url: string }).url.split("/").at(-1);
    const { body } = await stripe.local.control.call("GET", `/v1/checkout/sessions/${page}`);
    const [{ customer }] = await api.owner.query("SELECT id AS customer FROM gateway_customers");
    expect(body).toMatchObject({ customer, amount_total: 2500, currency: "usd", mode: "payment", livemode: false });
    const { success_url: done, cancel_url: back } = body as { success_url: string; cancel_url: string };
    expect([new URL(done).origin, new URL(back).origin]).toEqual([api.url, api.url]);
  });

  it("cannot name the host to which the page leads", async () => {
    const headers = { ...PAGE, cookie: payer.cookie, host: "evil.example" };
    const terms = { method: "POST", headers, body: JSON.stringify(wanted()) };
    const { status, error } = await read(await rawHttp(api.url, "/trpc/billing.purchases.start", terms));
    expect([status, error?.code]).toEqual([403, "foreign_page"]);
  });

  it("cannot follow or cancel the purchase of another organization", async () => {
    const { data } = await payer.call("billing.purchases.start", wanted());
    const { attempt } = data as { attempt: string };
    const other = await api.anOrganization();
    const stranger = await api.aPerson({ name: "Eve", org: other, role: "owner" });
    for (const call of ["billing.purchases.follow", "billing.purchases.cancel"])
      expect((await stranger.call(call, { org: other, attempt })).status).toBe(404);
  });
});

it("G11 a caller who subscribes names a plan and an interval, and no price, customer or address", async () => {
  const subscribing = { org, plan: "pro", interval: "month", idempotencyKey: randomUUID() };
  for (const [field, value] of Object.entries({ ...CHOSEN, origin: "https://evil.example" })) {
    const { status, error } = await payer.call("plans.subscribe", { ...subscribing, [field]: value });
    expect([status, error?.code]).toEqual([400, "bad_input"]);
  }
});
