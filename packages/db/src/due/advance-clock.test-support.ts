import { randomUUIDv7 } from "node:crypto";
import type { DueKind } from "@scrip/domain/due";
import type { Actor, Command, Instant } from "@scrip/domain/ledger";
import type { Query } from "../connection/query.ts";
import { inTransaction } from "../connection/transaction.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { DueWork } from "./due-work.ts";
import { stepClock } from "./step-clock.ts";

// Child processes import this file too, so it must not import vitest.

const SYSTEM: Actor = { type: "system", id: null };

const TERMS: Partial<Record<DueKind, (refId: string) => object>> = {
  issue_grant: (grantId) => ({ kind: "issueScheduled", grantId }),
  expire_grant: (grantId) => ({ kind: "expireGrant", grantId }),
  expire_hold: (holdId) => ({ kind: "expireHold", holdId }),
  settle_endpoint: (endpointId) => ({ kind: "settleEndpoint", endpointId }),
};

/** The command of the ledger's own due work. */
export function commandOf({ orgId, kind, refId }: DueWork): Command {
  const termsOf = TERMS[kind];
  if (termsOf === undefined) throw new Error(`due work of the kind ${kind} is no command of the ledger`);
  const base = { orgId, id: randomUUIDv7(), actor: SYSTEM };
  return { ...base, ...termsOf(refId) } as Command;
}

/**
 * Advances a test clock in tests of this package: it takes the clock's own steps and runs the ledger's due work. The
 * real advance, with its registry and announcements, and its tests are in `packages/usecases/src/due`.
 */
export async function advanceClock(
  ledger: Pick<Ledger, "pool" | "within">,
  orgId: string,
  to: Instant,
): Promise<{ readonly at: Instant; readonly ran: number }> {
  for (let ran = 0; ; ran += 1) {
    const next = await inTransaction(ledger.pool, async (tx) => {
      const step = await stepClock(tx, orgId, to);
      if (typeof step === "string") throw new Error(`the clock does not move: ${step}`);
      if (step.due?.kind === "start_topup") await stopTopUp(tx, orgId);
      else if (step.due !== null) await ledger.within(tx, commandOf(step.due), null);
      return step;
    });
    if (next.due === null) return { at: next.at, ran };
  }
}

/** What automatic top-up does without a card. */
async function stopTopUp(tx: Query, orgId: string): Promise<void> {
  await tx({ text: "DELETE FROM due WHERE org_id = $1 AND kind = 'start_topup'", values: [orgId] });
  await tx({ text: "UPDATE top_ups SET state = 'no_card' WHERE org_id = $1", values: [orgId] });
}
