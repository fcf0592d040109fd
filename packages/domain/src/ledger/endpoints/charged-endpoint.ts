import type { Micros } from "../../money/index.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { LimitReason } from "../state/answer.ts";

/** An endpoint after a charge of its time. */
export interface ChargedEndpoint {
  readonly endpoint: Endpoint;
  /** Micro-USD. */
  readonly charged: Micros;
  /** The part that free credit did not cover, in micro-USD. */
  readonly becameOwed: Micros;
  /** The limit that capped the charge, or `null`. */
  readonly limit: LimitReason | null;
}
