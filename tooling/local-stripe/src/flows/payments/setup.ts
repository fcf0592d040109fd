import { DECLINES } from "../../cards/behaviour.ts";
import { newSetupAttempt } from "../../objects/setup-intent.ts";
import type { PaymentMethod, SetupIntent } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { attachMethod } from "./attach.ts";
import type { AttemptOptions } from "./attempt.ts";
import { lastErrorOf, SETUP_AUTHENTICATION_FAILED } from "./decline-error.ts";
import { instrumentOf, markSetUp, wantsAuthentication } from "./instruments.ts";

/** Tries to save a payment method for later. @returns the intent: succeeded, requires_action, or with the error */
export function attemptSetup(
  world: World,
  intent: SetupIntent,
  method: PaymentMethod,
  { isAuthenticated = false, returnUrl = null }: Pick<AttemptOptions, "isAuthenticated" | "returnUrl">,
): SetupIntent {
  const instrument = instrumentOf(world, method);
  const tried = world.amend(intent, { payment_method: method.id, last_setup_error: null, next_action: null });
  if (instrument.kind === "card") {
    const { behaviour, isSetUp } = instrument;
    if (!isAuthenticated && wantsAuthentication(behaviour, isSetUp, false)) return ask(world, tried, method, returnUrl);
    if (behaviour.refusesSetup) {
      return failSetup(world, tried, method, lastErrorOf(behaviour.decline ?? DECLINES.generic, method));
    }
  }
  if (tried.customer !== null) attachMethod(world, method, tried.customer);
  markSetUp(world, method);
  const attempt = world.put(newSetupAttempt(tried, method, world.nowOf(tried.customer), "succeeded"));
  const change = { status: "succeeded", latest_attempt: attempt.id, next_action: null } as const;
  return world.become(tried, change, "setup_intent.succeeded");
}

/** The customer could not authenticate the card. */
export function failSetupAuthentication(world: World, intent: SetupIntent, method: PaymentMethod): SetupIntent {
  return failSetup(world, intent, method, lastErrorOf(SETUP_AUTHENTICATION_FAILED, method));
}

function ask(world: World, intent: SetupIntent, method: PaymentMethod, returnUrl: string | null): SetupIntent {
  const page = `${world.baseUrl}/authenticate/${intent.id}`;
  const url = returnUrl === null ? page : `${page}?return=${encodeURIComponent(returnUrl)}`;
  const attempt = world.put(newSetupAttempt(intent, method, world.nowOf(intent.customer), "requires_action"));
  const change = {
    status: "requires_action",
    latest_attempt: attempt.id,
    next_action: { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } },
  } as const;
  return world.become(intent, change, "setup_intent.requires_action");
}

function failSetup(
  world: World,
  intent: SetupIntent,
  method: PaymentMethod,
  error: SetupIntent["last_setup_error"],
): SetupIntent {
  const failed = { ...intent, last_setup_error: error };
  const attempt = world.put(newSetupAttempt(failed, method, world.nowOf(intent.customer), "failed"));
  const change = {
    status: "requires_payment_method",
    last_setup_error: error,
    latest_attempt: attempt.id,
    next_action: null,
    payment_method: null,
  } as const;
  return world.become(intent, change, "setup_intent.setup_failed");
}
