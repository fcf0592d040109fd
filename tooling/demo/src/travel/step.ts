import type { Organization } from "../organization.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** One command of an organization on a test clock that belongs to no job. */
export interface Step {
  /** Milliseconds since the organization was made. */
  readonly atMs: number;
  /** The idempotency key, so that interrupted work can continue without repeated commands. */
  readonly key: string;
  readonly run: (org: Organization, idempotencyKey: string) => Promise<unknown>;
}

export function step(atMs: number, name: string, run: Step["run"]): Step {
  return { atMs, key: `demo/${name}`, run };
}
