import type { BookStore } from "@scrip/db/catalog";
import { type Homes, TransientError } from "@scrip/db/connection";
import type { Ledger } from "@scrip/db/ledger";
import { type Gateway, GatewayError } from "@scrip/domain/billing/gateway";
import { refused } from "../../refused.ts";

/** The dependencies of payments, in the API, in the worker and in an advance of a test clock. */
export interface AttemptDeps {
  readonly homes: Homes;
  readonly ledger: Pick<Ledger, "within" | "committed" | "announce">;
  readonly books: BookStore;
  /** Absent where the platform takes no payments. */
  readonly gateway?: Gateway | undefined;
  /** Whether nobody is told of changes, as while a scenario is played. */
  readonly isQuiet?: boolean | undefined;
}

/** The gateway of a process that takes payments. @throws RefusedError `payment_unavailable` */
export function requireGateway({ gateway }: Pick<AttemptDeps, "gateway">): Gateway {
  if (gateway === undefined)
    throw refused("payment_unavailable", "This platform takes no payments. Ask its operators.");
  return gateway;
}

/**
 * Awaits a call of the gateway whose repetition is safe.
 * @throws TransientError if the gateway did not answer, for a caller who may try again
 */
export async function askGateway<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GatewayError && error.kind === "unavailable") throw gatewayUnavailable(error);
    throw error;
  }
}

/** The error of a gateway that did not answer, for a caller who may try again. */
export function gatewayUnavailable(cause: unknown): TransientError {
  return new TransientError("unavailable", "The payment service does not answer. Try again shortly.", 2_000, cause);
}
