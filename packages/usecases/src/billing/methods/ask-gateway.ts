import { GatewayError } from "@scrip/domain/billing/gateway";
import { gatewayUnavailable } from "../attempts/attempt-deps.ts";

/**
 * The answer of the gateway, for a caller who waits for it.
 * @throws TransientError if the gateway does not answer
 */
export async function answerOf<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof GatewayError && error.kind === "unavailable" ? gatewayUnavailable(error) : error;
  }
}
