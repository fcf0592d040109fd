import type { Micros } from "../../money/index.ts";
import { hasLapsed } from "./burn.ts";
import type { Instant } from "./ids.ts";
import type { Grant } from "./state.ts";

/** Where the credit of a grant is, in micro-USD. The five parts add up to its amount. */
export interface Whereabouts {
  /** Credit that is free to use. */
  readonly remaining: Micros;
  readonly reserved: Micros;
  readonly used: Micros;
  readonly expired: Micros;
  readonly revoked: Micros;
}

/**
 * Splits the credit of a grant by where it is at an instant. Lapsed credit counts as expired, swept or not;
 * held credit still counts as reserved.
 * @source docs/rules.md#where-credit-is; docs/invariants.md#l17
 */
export function whereabouts(grant: Omit<Grant, "legs" | "toRevoke">, at: Instant): Whereabouts {
  const lapsed = hasLapsed(grant, at) ? grant.avail : 0n;
  return {
    remaining: grant.avail - lapsed,
    reserved: grant.held,
    used: grant.spent,
    expired: grant.expired + lapsed,
    revoked: grant.revoked,
  };
}
