import { inTransaction, onPool } from "@scrip/db/connection";
import type { DueRegistry } from "./due-handler.ts";
import { DUE } from "./handlers.ts";

// Processes outside vitest import this file, so it must not import vitest.

/** The steps after which a test may interrupt the work. */
export type Step = "claimed" | "called";

/** Records each step under the id of its work, as a gateway records calls under their idempotency keys. */
export const STEPS_TABLE = `
  CREATE TABLE steps (ref uuid, step text, times int NOT NULL DEFAULT 1, PRIMARY KEY (ref, step));
  GRANT ALL ON steps TO PUBLIC`;

const note = (ref: string, step: string) => ({
  text: "INSERT INTO steps VALUES ($1, $2) ON CONFLICT (ref, step) DO UPDATE SET times = steps.times + 1",
  values: [ref, step],
});

/**
 * A registry in which a hold expires in steps: a claim, a call under the id of the hold, and the command, which
 * removes the row of the work.
 * @param after runs between the steps; an error that it throws interrupts the work
 */
export function holdsExpireInSteps(after: (step: Step, ref: string) => void): DueRegistry {
  return {
    ...DUE,
    expire_hold: {
      steps: async (deps, work) => {
        await deps.ledger.route(work.orgId, async (pool) => {
          await inTransaction(pool, (tx) => tx(note(work.refId, "claimed")));
          after("claimed", work.refId);
          await onPool(pool)(note(work.refId, "called"));
          after("called", work.refId);
          await inTransaction(pool, (tx) => DUE.expire_hold.run(deps, tx, work));
        });
      },
    },
  };
}
