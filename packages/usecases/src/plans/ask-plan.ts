import { hash } from "node:crypto";
import { newId, reach } from "@scrip/db/connection";
import { type DueWork, duePlanWork } from "@scrip/db/due";
import { type PlanOperation, PlanRequestEntity, type PlanRequestRow } from "@scrip/db/plans";
import type { Permission } from "@scrip/domain/access";
import type { Refusal } from "@scrip/domain/refusals";
import type { Caller } from "../deps.ts";
import { RefusedError, refused } from "../refused.ts";
import { inPlan } from "./in-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import { isPlanWork, PLAN_DUE } from "./plan-due.ts";
import type { PlanTx } from "./plan-tx.ts";

/** What is asked of a plan, under a key of the caller. */
export interface Asked {
  readonly operation: PlanOperation;
  readonly idempotencyKey: string;
  /** The input without its key, as plain JSON. */
  readonly payload: unknown;
  /** What a member needs; the right to change the plan, if not given. */
  readonly permission?: Permission;
}

/** The decision of a request: an answer as plain JSON, a refusal, or the id of a request that must be paid first. */
export type Decided<Answer> =
  | { readonly answer: Answer }
  | { readonly refusal: Refusal }
  | { readonly payment: Pick<PlanRequestRow, "plan" | "interval" | "price" | "way"> }
  | { readonly waitsFor: string };

/** The outcome of a request: an answer, or the id of a request that pays and has no outcome yet. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly paying: string };

/** How long the call of a member has to open the page of the gateway. */
const PATIENCE_MS = 60_000;

/** More pieces of due work than an organization can have behind it: a hundred years of months, thrice. */
const MOST_LATE_WORK = 4_000;

/**
 * Decides a request about a plan under the organization's lock, once for each idempotency key. Due work of the plan that
 * is late runs first, so a worker that is down changes no answer.
 * @throws RefusedError with the refusal of the rules, the same at each repetition; `key_reused`
 * @source docs/rules.md#subscriptions
 */
export async function askPlan<Answer>(
  deps: PlanDeps,
  caller: Caller,
  asked: Asked,
  decide: (plan: PlanTx) => Promise<Decided<Answer>>,
): Promise<Outcome<Answer>> {
  const { orgId } = caller;
  const payloadHash = hash("sha256", JSON.stringify(asked.payload), "buffer");
  for (let late = 0; late <= MOST_LATE_WORK; late += 1) {
    const { permission = "plan:write" } = asked;
    const outcome = await inPlan(deps, { orgId, caller, permission }, async (plan): Promise<Found<Answer>> => {
      const earlier = await earlierRequest(plan, asked);
      if (earlier !== null) return repeated<Answer>(earlier, payloadHash, asked);
      const work = await duePlanWork(plan.tx, orgId, plan.organization.time);
      if (work !== null) return { late: work };
      return decideOnce(plan, { ...asked, payloadHash }, decide);
    });
    if ("late" in outcome) await runLate(deps, outcome.late);
    else if ("refusal" in outcome) throw new RefusedError(outcome.refusal);
    else return outcome;
  }
  throw new Error(`the due work of the plan of ${orgId} does not end`);
}

type Found<Answer> = Outcome<Answer> | { readonly refusal: Refusal } | { readonly late: DueWork };

async function earlierRequest(plan: PlanTx, { operation, idempotencyKey }: Asked): Promise<PlanRequestRow | null> {
  return plan.tx.repository(PlanRequestEntity).findOneBy({ orgId: plan.orgId, operation, idempotencyKey });
}

function repeated<Answer>(
  { id, state, outcome, payloadHash: known }: PlanRequestRow,
  payloadHash: Buffer,
  { operation, idempotencyKey }: Asked,
): Found<Answer> {
  if (!known.equals(payloadHash)) {
    const message =
      "This idempotency key was used before with another payload. Send the same payload again, or use a new key.";
    throw refused("key_reused", message, { operation, key: idempotencyKey });
  }
  if (state === "paying") return { paying: id };
  return state === "refused" ? { refusal: outcome as Refusal } : { answer: outcome as Answer };
}

async function decideOnce<Answer>(
  plan: PlanTx,
  { operation, idempotencyKey, payloadHash }: Asked & { readonly payloadHash: Buffer },
  decide: (plan: PlanTx) => Promise<Decided<Answer>>,
): Promise<Found<Answer>> {
  const decided = await decide(plan);
  if ("waitsFor" in decided) return { paying: decided.waitsFor };
  const { orgId } = plan;
  const id = newId();
  const request = { orgId, id, operation, idempotencyKey, payloadHash, at: plan.organization.time };
  const requests = plan.tx.repository(PlanRequestEntity);
  if ("payment" in decided) {
    await requests.insert({ ...request, ...decided.payment, state: "paying" });
    // A page is opened by the call that asks for it; the work ends the request if that call was interrupted.
    const isByPage = decided.payment.way === "page";
    await plan.setDue("start_subscription", id, isByPage ? plan.now + PATIENCE_MS : plan.now);
    return { paying: id };
  }
  const isRefused = "refusal" in decided;
  const outcome = isRefused ? decided.refusal : decided.answer;
  await requests.insert({ ...request, state: isRefused ? "refused" : "done", outcome: outcome as object });
  return decided;
}

/** Runs late work by its handler, as the worker would. */
async function runLate(deps: PlanDeps, work: DueWork): Promise<void> {
  if (!isPlanWork(work)) throw new Error(`work of the kind ${work.kind} is not about a plan`);
  await PLAN_DUE[work.kind].steps(deps, work);
  reach("plan.caught_up");
}
