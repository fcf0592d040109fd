import { invalid } from "../../protocol/stripe-error.ts";
import type { PaymentIntent, SetupIntent } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { attemptPayment, failIntent } from "../payments/attempt.ts";
import { AUTHENTICATION_FAILED } from "../payments/decline-error.ts";
import { attemptSetup, failSetupAuthentication } from "../payments/setup.ts";
import { afterPayment, afterSetup } from "./after-payment.ts";

/** The customer authenticates an intent that asks for it, or fails to. */
export function authenticate(world: World, intentId: string, outcome: "pass" | "fail"): PaymentIntent | SetupIntent {
  return intentId.startsWith("seti_")
    ? authenticateSetup(world, intentId, outcome)
    : authenticatePayment(world, intentId, outcome);
}

function authenticatePayment(world: World, id: string, outcome: "pass" | "fail"): PaymentIntent {
  const intent = world.get("payment_intent", id);
  checkWaits(intent);
  const method = world.get("payment_method", intent.payment_method ?? "");
  const done =
    outcome === "pass"
      ? attemptPayment(world, intent, method, { isOffSession: false, isAuthenticated: true })
      : failIntent(world, intent, method, AUTHENTICATION_FAILED, null);
  afterPayment(world, done);
  return done;
}

function authenticateSetup(world: World, id: string, outcome: "pass" | "fail"): SetupIntent {
  const intent = world.get("setup_intent", id);
  checkWaits(intent);
  const method = world.get("payment_method", intent.payment_method ?? "");
  const done =
    outcome === "pass"
      ? attemptSetup(world, intent, method, { isAuthenticated: true })
      : failSetupAuthentication(world, intent, method);
  afterSetup(world, done);
  return done;
}

function checkWaits({ id, status }: PaymentIntent | SetupIntent): void {
  if (status !== "requires_action") throw invalid(`The intent ${id} asks for no authentication: it is ${status}.`);
}
