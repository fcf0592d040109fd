import type { Micros } from "../../money/index.ts";
import type { JobAnswer } from "../state/answer.ts";
import type { BudgetExceeded } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { openOf } from "../state/state.ts";

/** Builds the answer to a job's command: continue, pause or stop, and the amounts. Amounts in micro-USD. */
export function answerJob(
  draft: Draft,
  outcome: {
    decision: JobAnswer["decision"];
    reason?: JobAnswer["reason"];
    missing?: Micros;
    budget?: BudgetExceeded;
    becameOwed?: Micros;
  },
): JobAnswer {
  const { job, charge } = draft;
  if (job === null) throw new Error("a job's rule answered without its job");
  return {
    job: job.id,
    ref: job.ref,
    state: job.state,
    decision: outcome.decision,
    reason: outcome.reason ?? null,
    missing: outcome.missing === undefined ? null : String(outcome.missing),
    budget: outcome.budget ?? null,
    charged: String(charge?.amount ?? 0n),
    chargedTotal: String(job.charged),
    held: job.holdId === null ? "0" : String(openOf(draft.hold(job.holdId))),
    becameOwed: String(outcome.becameOwed ?? 0n),
    flags: charge?.flags ?? [],
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}
