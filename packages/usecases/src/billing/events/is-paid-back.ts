import { requireGateway } from "../attempts/attempt-deps.ts";
import type { EventDeps } from "./event-in-hand.ts";

/**
 * Whether all of a payment was paid back, so that nobody must look at it any more.
 * @throws GatewayError
 */
export async function isPaidBack(deps: EventDeps, payment: string): Promise<boolean> {
  const { gross, refunds } = await requireGateway(deps).payments.read(payment);
  let left = gross;
  for (const refund of refunds) if (refund.state !== "failed") left -= refund.gross;
  return left <= 0n;
}
