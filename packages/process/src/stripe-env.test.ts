import { expect, it } from "vitest";
import { z } from "zod";
import { processFields, readEnv } from "./env.ts";
import { checkStripe, stripeFields } from "./stripe-env.ts";

const schema = processFields.extend(stripeFields).superRefine((env, context) => checkStripe(env, context, true));
const read = (variables: NodeJS.ProcessEnv) => readEnv(schema, variables, "The process");

const TEST = { STRIPE_SECRET_KEY: "rk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" };
const LIVE = { STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1", NODE_ENV: "production" };

it("takes a key with one signing secret, or two while one replaces the other; none: no payments", () => {
  expect(read(TEST)).toMatchObject({ STRIPE_SECRET_KEY: "rk_test_1", STRIPE_WEBHOOK_SECRET: ["whsec_1"] });
  expect(read({ ...TEST, STRIPE_WEBHOOK_SECRET: "whsec_1, whsec_2" })).toMatchObject({
    STRIPE_WEBHOOK_SECRET: ["whsec_1", "whsec_2"],
  });
  expect(read(LIVE)).toMatchObject({ STRIPE_SECRET_KEY: "sk_live_1" });
  expect(read({ STRIPE_SECRET_KEY: "", STRIPE_WEBHOOK_SECRET: "" }).STRIPE_SECRET_KEY).toBeUndefined();
});

it.each([
  [{ ...TEST, STRIPE_SECRET_KEY: "pk_test_secret" }, "STRIPE_SECRET_KEY: must be a secret or restricted key"],
  [{ ...TEST, STRIPE_WEBHOOK_SECRET: "secret" }, "STRIPE_WEBHOOK_SECRET"],
  [{ ...TEST, STRIPE_WEBHOOK_SECRET: "whsec_1,whsec_2,whsec_3" }, "STRIPE_WEBHOOK_SECRET"],
  [{ STRIPE_SECRET_KEY: "sk_test_1" }, "STRIPE_WEBHOOK_SECRET: is not set"],
  [{ ...LIVE, NODE_ENV: "development" }, "STRIPE_SECRET_KEY: moves real money"],
  [{ ...LIVE, SCRIP_STRIPE_URL: "http://127.0.0.1:4874" }, "SCRIP_STRIPE_URL: is the address of a local Stripe"],
])("G15 refuses %j", (variables, problem) => {
  expect(() => read(variables)).toThrow(problem);
});

it("a process that gets no events needs no signing secret", () => {
  const worker = processFields.extend(stripeFields).superRefine((env, context) => checkStripe(env, context, false));
  expect(z.safeParse(worker, { STRIPE_SECRET_KEY: "sk_test_1" }).success).toBe(true);
});
