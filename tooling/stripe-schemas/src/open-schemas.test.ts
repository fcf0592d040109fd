import { describe, expect, it } from "vitest";
import { openSchemas } from "./open-schemas.ts";

const schemas = await openSchemas();

const CUSTOMER = {
  id: "cus_1",
  object: "customer",
  balance: 0,
  created: 1_790_000_000,
  default_source: null,
  description: null,
  email: "ada@example.com",
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: false,
  metadata: { org: "org_1" },
  shipping: null,
};
const EVENT = {
  id: "evt_1",
  object: "event",
  api_version: schemas.apiVersion,
  created: 1_790_000_000,
  data: { object: CUSTOMER },
  livemode: false,
  pending_webhooks: 1,
  request: { id: "req_1", idempotency_key: null },
  type: "customer.updated",
};
const LIST = { object: "list", url: "/v1/customers", has_more: false, data: [CUSTOMER] };

/** The problems, as lines. */
const lines = (problems: ReturnType<typeof schemas.checkObject>): string[] =>
  problems.map(({ path, message }) => `${path} ${message}`);

describe("the schemas of the SDK's types", () => {
  it("are of the pinned version, and accept its objects, events, requests and answers", () => {
    expect(schemas).toMatchObject({ sdkVersion: "23.1.0", apiVersion: "2026-10-28.endive" });
    expect(schemas.checkObject(CUSTOMER)).toEqual([]);
    expect(schemas.checkObject({ id: "cus_1", object: "customer", deleted: true })).toEqual([]);
    expect(schemas.checkObject(LIST)).toEqual([]);
    expect(schemas.checkEvent(EVENT)).toEqual([]);
    expect(schemas.checkResponse("GET /v1/customers", LIST)).toEqual([]);
    const params = { email: "ada@example.com", metadata: { org: "org_1" }, balance: "5", description: "" };
    const exchange = { method: "POST", path: "/v1/customers/cus_1", params, status: 200, body: CUSTOMER };
    expect(schemas.checkExchange(exchange)).toEqual([]);
  });

  it.each([
    ["a field that is missing", { ...CUSTOMER, email: undefined }, "/email is missing"],
    ["a field that the type does not have", { ...CUSTOMER, colour: "red" }, "/colour is not a field of this object"],
    ["a number as text", { ...CUSTOMER, balance: "0" }, '/balance must be number, and is "0"'],
    [
      "a value outside a list",
      { ...CUSTOMER, tax_exempt: "some" },
      "/tax_exempt must be equal to one of the allowed values",
    ],
    ["a deleted object with more fields", { ...CUSTOMER, deleted: true }, "/email is not a field of this object"],
    [
      "an expanded object that is wrong",
      { ...CUSTOMER, subscriptions: { ...LIST } },
      "/subscriptions/data/0/items is missing",
    ],
    ["a list that holds one", { ...LIST, data: [{ ...CUSTOMER, livemode: "no" }] }, "/data/0/livemode must be equal"],
    ["an object that nobody types", { object: "customers" }, "/object is customers, which this version does not type"],
  ])("refuse %s", (_name, object, problem) => {
    const sent: unknown = JSON.parse(JSON.stringify(object));
    expect(lines(schemas.checkObject(sent)).join("\n")).toContain(problem);
  });

  it("check the changed attributes of an event against the object's fields, of which each may be left out", () => {
    const data = {
      object: CUSTOMER,
      previous_attributes: { invoice_settings: { default_payment_method: "pm_1" }, metadata: { org: null } },
    };
    expect(schemas.checkEvent({ ...EVENT, data })).toEqual([]);
    const wrong = { ...EVENT, data: { ...data, previous_attributes: { invoice_settings: { card: "pm_1" } } } };
    expect(lines(schemas.checkEvent(wrong))).toEqual([
      "/data/previous_attributes/invoice_settings/card is not a field of this object",
    ]);
    expect(lines(schemas.checkEvent({ ...EVENT, type: "customer.changed" }))).toEqual([
      "/type is customer.changed, which this version does not type",
    ]);
  });

  it("tell apart the objects that a call can answer", () => {
    const gone = { id: "cus_1", object: "customer", deleted: true };
    expect(schemas.checkResponse("GET /v1/customers/cus_1", gone)).toEqual([]);
    expect(lines(schemas.checkResponse("GET /v1/customers/cus_1", { ...CUSTOMER, livemode: "no" }))).toEqual([
      expect.stringContaining("/livemode must be equal to one of the allowed values"),
    ]);
    expect(schemas.checkResponse("GET /v1/events/evt_1", EVENT)).toEqual([]);
  });

  it("check a request as a form carries it", () => {
    const request = "POST /v1/payment_intents";
    expect(schemas.checkRequest(request, { amount: "500", currency: "usd", off_session: "true" })).toEqual([]);
    expect(
      lines(schemas.checkRequest(request, { amount: "5 cents", currency: "usd", payment_method_types: ["card"] })),
    ).toEqual([
      " params/payment_method_types is not a field of this object",
      expect.stringContaining(" params/amount must match pattern"),
    ]);
    expect(lines(schemas.checkRequest(request, { currency: "usd" }))).toEqual([" params/amount is missing"]);
    expect(lines(schemas.checkRequest("POST /v1/nothing", {}))).toEqual([
      " no method of the SDK sends POST /v1/nothing",
    ]);
  });

  it("know a request by its method of the SDK, and a fixed path before one with an id", () => {
    expect(schemas.operationOf("GET /v1/customers/search")).toBe("Customers.search");
    expect(schemas.operationOf("GET /v1/customers/cus_1")).toBe("Customers.retrieve");
    expect(schemas.operationOf("POST /v1/checkout/sessions/cs_1/expire")).toBe("Checkout/Sessions.expire");
    expect(schemas.operationOf("PUT /v1/customers/cus_1")).toBeUndefined();
  });

  it("check the envelope of an error, and not the parameters that it refused", () => {
    const refused = { method: "POST", path: "/v1/customers", params: { colour: "red" }, status: 400 };
    const error = {
      type: "invalid_request_error",
      message: "Unknown: colour",
      param: "colour",
      code: "parameter_unknown",
    };
    expect(schemas.checkExchange({ ...refused, body: { error } })).toEqual([]);
    expect(lines(schemas.checkExchange({ ...refused, body: { error: { ...error, type: "wrong" } } }))).toEqual([
      expect.stringContaining("/error/type must be equal to one of the allowed values"),
    ]);
    expect(lines(schemas.checkExchange({ ...refused, body: { message: "no" } }))).toContain("/error is missing");
  });
});
