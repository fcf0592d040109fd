import { GatewayError } from "@scrip/domain/billing/gateway";
import Stripe from "stripe";

const { errors } = Stripe;

/**
 * Waits for a call, and tells in which of three ways it failed.
 * @throws GatewayError
 */
export async function ask<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw asGatewayError(error);
  }
}

/** Waits for an object. @returns `null` if Stripe has none of that id */
export async function find<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    const failure = asGatewayError(error);
    if (failure.kind === "missing") return null;
    throw failure;
  }
}

/**
 * Translates an error of the SDK.
 *
 * `unavailable` is everything after which the call may have worked, or may work later under the same key: no answer,
 * a fault of Stripe (also one that Stripe keeps for the key), a key in use, too many calls, a key of ours that Stripe
 * does not accept now. A key that was used for something else belongs here too, since the first use may have worked.
 */
export function asGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof errors.StripeError)) throw error;
  return new GatewayError(kindOf(error), describe(error), { cause: error });
}

function kindOf(error: Stripe.errors.StripeError): GatewayError["kind"] {
  if (error.code === "resource_missing") return "missing";
  const isAnswer = error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError;
  return isAnswer && error.statusCode !== 409 && error.statusCode !== 429 ? "refused" : "unavailable";
}

/** Names the request, so that it can be found at Stripe. */
function describe({ type, code, statusCode, requestId, message }: Stripe.errors.StripeError): string {
  const parts = [statusCode, code ?? type, requestId].filter((part) => part !== undefined && part !== null);
  return `Stripe: ${message} (${parts.join(", ")})`;
}
