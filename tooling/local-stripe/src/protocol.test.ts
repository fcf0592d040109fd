import { request } from "node:http";
import { afterAll, expect, it } from "vitest";
import { failureOf, openStripe } from "./testing/open-stripe.ts";

let now = Date.parse("2027-01-01T00:00:00Z");
const { local, stripe, newEvents } = await openStripe({ now: () => now });
afterAll(() => local.stop());

const { control } = local;
const send = (path: string, { method = "GET", key = local.secretKey, body = "", headers = {} } = {}) =>
  fetch(local.url + path, {
    method,
    ...(body === "" ? {} : { body }),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/x-www-form-urlencoded", ...headers },
  });
const errorOf = async (answer: Response) => ((await answer.json()) as { error: object }).error;

it("takes the key as a bearer token or as the user of basic authentication", async () => {
  const basic = `Basic ${Buffer.from(`${local.secretKey}:`).toString("base64")}`;
  expect((await send("/v1/customers", { headers: { authorization: basic } })).status).toBe(200);
  const wrong = await send("/v1/customers", { key: "sk_test_wrong" });
  expect([wrong.status, await errorOf(wrong)]).toMatchObject([401, { type: "invalid_request_error" }]);
  expect((await fetch(`${local.url}/v1/customers`)).status).toBe(401);
  expect((await send("/v1/customers", { headers: { "stripe-version": "2020-08-27" } })).status).toBe(400);
  expect((await send("/v1/customers/%zz")).status).toBe(404);
});

it.each([
  ["an unknown parameter", "POST /v1/customers", "colour=red", { code: "parameter_unknown", param: "colour" }],
  [
    "a removed parameter",
    "POST /v1/payment_intents",
    "amount=100&currency=usd&payment_method_types[0]=card",
    { code: "parameter_unknown", param: "payment_method_types" },
  ],
  [
    "a removed parameter of Checkout",
    "POST /v1/checkout/sessions",
    "payment_method_types[0]=card",
    { code: "parameter_unknown" },
  ],
  [
    "an unknown field inside",
    "POST /v1/customers",
    "address[planet]=Mars",
    { code: "parameter_unknown", param: "address[planet]" },
  ],
  ["a missing parameter", "POST /v1/payment_intents", "amount=100", { code: "parameter_missing", param: "currency" }],
  [
    "no integer",
    "POST /v1/payment_intents",
    "amount=4.99&currency=usd",
    { code: "parameter_invalid_integer", param: "amount" },
  ],
  ["too small an amount", "POST /v1/payment_intents", "amount=49&currency=usd", { code: "amount_too_small" }],
  ["too large an amount", "POST /v1/payment_intents", "amount=100000000&currency=usd", { code: "amount_too_large" }],
  ["a name that is no text", "POST /v1/customers", "metadata[a%00]=1", { type: "invalid_request_error" }],
  ["names without an end", "POST /v1/customers", `a${"[b]".repeat(20)}=1`, { type: "invalid_request_error" }],
  ["an unknown choice", "POST /v1/refunds", "charge=ch_1&reason=boredom", { param: "reason" }],
  [
    "a currency that is missing in setup mode",
    "POST /v1/checkout/sessions",
    "mode=setup&success_url=https://a.example",
    { param: "currency" },
  ],
])("refuses %s", async (_, call, body, error) => {
  const [method = "", path = ""] = call.split(" ");
  const answer = await send(path, { method, body });
  expect([answer.status, await errorOf(answer)]).toMatchObject([400, { type: "invalid_request_error", ...error }]);
  expect(answer.headers.get("request-id")).toMatch(/^req_\w{14}$/);
});

it("answers 404 for what is not there, and 400 where a parameter names it", async () => {
  await expect(stripe.customers.retrieve("cus_none")).rejects.toMatchObject({
    statusCode: 404,
    code: "resource_missing",
  });
  await expect(stripe.refunds.create({ charge: "ch_none" })).rejects.toMatchObject({
    statusCode: 400,
    param: "charge",
  });
  expect((await send("/v1/nothing")).status).toBe(404);
});

it("merges metadata, expands and pages", async () => {
  const { id } = await stripe.customers.create({ metadata: { a: "1", b: "2" } });
  expect((await stripe.customers.update(id, { metadata: { a: "", c: "3" } })).metadata).toEqual({ b: "2", c: "3" });
  expect((await stripe.customers.update(id, { metadata: "" })).metadata).toEqual({});
  const made = [];
  for (let n = 0; n < 5; n += 1) made.push((await stripe.customers.create({ email: "page@example.com" })).id);
  const pages = await stripe.customers.list({ email: "page@example.com", limit: 2 }).autoPagingToArray({ limit: 10 });
  expect(pages.map((customer) => customer.id)).toEqual(made.toReversed());
  const before = await stripe.customers.list({ email: "page@example.com", limit: 2, ending_before: made[0] ?? "" });
  expect([before.data.map((customer) => customer.id), before.has_more]).toEqual([[made[2], made[1]], true]);
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: id });
  const listed = await stripe.paymentMethods.list({ customer: id, expand: ["data.customer"] });
  expect(listed.data).toMatchObject([{ id: method.id, customer: { id } }]);
  await expect(stripe.paymentMethods.list({ customer: id, expand: ["data.colour"] })).rejects.toMatchObject({
    statusCode: 400,
  });
});

it("gives one effect to 50 requests with one key at once", async () => {
  newEvents();
  const all = await Promise.all(
    Array.from({ length: 50 }, () => stripe.customers.create({ name: "one" }, { idempotencyKey: "at-once" })),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(newEvents()).toEqual(["customer.created"]);
  const replays = all.filter(({ lastResponse }) => lastResponse.headers["idempotent-replayed"] === "true");
  expect(replays).toHaveLength(49);
});

it("refuses a key that is in use, and one with other parameters or for another call", async () => {
  control.addFault({ on: "POST /v1/customers", when: "before", how: "hold" });
  const first = stripe.customers.create({ name: "slow" }, { idempotencyKey: "slow" });
  await expect.poll(() => control.faults()).toEqual([]);
  const others = await Promise.all(
    Array.from({ length: 10 }, () => failureOf(stripe.customers.create({ name: "slow" }, { idempotencyKey: "slow" }))),
  );
  expect(others.every(({ statusCode, code }) => statusCode === 409 && code === "idempotency_key_in_use")).toBe(true);
  control.releaseCalls();
  const { id } = await first;
  expect((await stripe.customers.create({ name: "slow" }, { idempotencyKey: "slow" })).id).toBe(id);
  await expect(stripe.customers.create({ name: "other" }, { idempotencyKey: "slow" })).rejects.toMatchObject({
    statusCode: 400,
    type: "StripeIdempotencyError",
  });
  await expect(stripe.products.create({ name: "slow" }, { idempotencyKey: "slow" })).rejects.toMatchObject({
    statusCode: 400,
  });
});

it("forgets a key after a day of real time, keeps a decline, and forgets a malformed request", async () => {
  const { id } = await stripe.customers.create({}, { idempotencyKey: "day" });
  now += 23 * 60 * 60 * 1000;
  expect((await stripe.customers.create({}, { idempotencyKey: "day" })).id).toBe(id);
  now += 60 * 60 * 1000;
  expect((await stripe.customers.create({}, { idempotencyKey: "day" })).id).not.toBe(id);

  const { id: customer } = await stripe.customers.create();
  const { id: payment_method } = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  const pay = () =>
    failureOf(
      stripe.paymentIntents.create(
        { amount: 500, currency: "usd", customer, payment_method, confirm: true, off_session: true },
        { idempotencyKey: "declined" },
      ),
    );
  const one = await pay();
  const other = await pay();
  expect(one.payment_intent?.id).toBe(other.payment_intent?.id);
  expect(other.headers?.["idempotent-replayed"]).toBe("true");

  await expect(stripe.customers.create({ color: "red" } as never, { idempotencyKey: "typo" })).rejects.toThrow(
    "unknown",
  );
  expect(await stripe.customers.create({ name: "red" }, { idempotencyKey: "typo" })).toMatchObject({ name: "red" });
});

it("fails before or after the effect, drops connections, and is busy", async () => {
  const create = (key: string) => stripe.customers.create({ name: key }, { idempotencyKey: key });
  const count = async (key: string) =>
    (await stripe.customers.list({ limit: 100 })).data.filter(({ name }) => name === key).length;

  control.addFault({ on: "POST /v1/customers", when: "before", how: 500 });
  await expect(create("stored")).rejects.toMatchObject({ statusCode: 500 });
  await expect(create("stored")).rejects.toMatchObject({ statusCode: 500 });
  expect(await count("stored")).toBe(0);

  control.addFault({ on: "POST /v1/customers", when: "after", how: 500, isStored: false });
  await expect(create("done")).rejects.toMatchObject({ statusCode: 500 });
  expect(await count("done")).toBe(1);
  expect(await create("done")).toMatchObject({ name: "done" });
  expect(await count("done")).toBe(1);

  for (const [how, statusCode] of [
    [409, 409],
    [429, 429],
  ] as const) {
    control.addFault({ when: "before", how });
    await expect(create(`busy-${how}`)).rejects.toMatchObject({ statusCode });
    expect(await create(`busy-${how}`)).toMatchObject({ name: `busy-${how}` });
  }

  // The SDK sends a request once more by itself when its connection is closed.
  control.addFault({ on: "POST /v1/customers", when: "after", how: "drop", times: 2 });
  await expect(create("dropped")).rejects.toMatchObject({ type: "StripeConnectionError" });
  expect(await count("dropped")).toBe(1);
  control.addFault({ on: "POST /v1/customers", when: "before", how: "drop" });
  await expect(send("/v1/customers", { method: "POST", body: "name=never" })).rejects.toThrow("fetch failed");
  expect(await count("never")).toBe(0);
});

it("refuses a body that is too large and a control request of a web page", async () => {
  const large = request(`${local.url}/v1/customers`, {
    method: "POST",
    headers: { authorization: `Bearer ${local.secretKey}` },
  });
  const status = new Promise((resolve) => large.on("response", ({ statusCode }) => resolve(statusCode)));
  large.on("error", () => {});
  large.end("a".repeat(3 * 1024 * 1024));
  expect(await status).toBe(413);
  const foreign = await fetch(`${local.url}/_local/clear-faults`, { method: "POST", body: "a=b" });
  expect(foreign.status).toBe(415);
  const set = await fetch(`${local.url}/_local/set-switches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ duplicates: 0 }),
  });
  expect(set.status).toBe(200);
});
