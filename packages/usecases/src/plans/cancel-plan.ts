import { askCancel, askUndo } from "@scrip/domain/plans/subscriptions";
import type { Caller } from "../deps.ts";
import { askPlan } from "./ask-plan.ts";
import type { PlanDeps } from "./plan-deps.ts";
import type { PlanView } from "./plan-view.ts";
import { answered } from "./subscribe.ts";

interface PlanCommand {
  readonly idempotencyKey: string;
}

/**
 * Ends a subscription when its period ends; one that is past due ends now. To cancel again changes nothing.
 * @returns the plan as it is then, the same at each repetition of the key
 * @throws RefusedError `not_subscribed`, `by_contract`, `key_reused`
 * @source docs/rules.md#cancellation
 */
export async function cancelPlan(deps: PlanDeps, caller: Caller, { idempotencyKey }: PlanCommand): Promise<PlanView> {
  const asked = { operation: "cancel", idempotencyKey, payload: {} } as const;
  return answerOf(
    await askPlan<PlanView>(deps, caller, asked, async (tx) => {
      const cancelled = askCancel(tx.request());
      if (!cancelled.ok) return { refusal: cancelled.error };
      const { id, plan } = cancelled.value;
      if (cancelled.value !== tx.subscription) {
        await tx.put(cancelled.value);
        await tx.audit("plan.cancelled", { plan }, { type: "subscription", id });
      }
      return answered(tx);
    }),
  );
}

/**
 * Takes back a scheduled change or cancellation, before the period ends.
 * @returns the plan as it is then, the same at each repetition of the key
 * @throws RefusedError `nothing_to_undo`, `key_reused`
 * @source docs/rules.md#cancellation
 */
export async function undoPlan(deps: PlanDeps, caller: Caller, { idempotencyKey }: PlanCommand): Promise<PlanView> {
  const asked = { operation: "undo", idempotencyKey, payload: {} } as const;
  return answerOf(
    await askPlan<PlanView>(deps, caller, asked, async (tx) => {
      const undone = askUndo(tx.request());
      if (!undone.ok) return { refusal: undone.error };
      const { id, plan } = undone.value;
      await tx.put(undone.value);
      await tx.audit("plan.undone", { plan }, { type: "subscription", id });
      return answered(tx);
    }),
  );
}

/** A request that never pays has an answer. */
export function answerOf<Answer>(outcome: { readonly answer: Answer } | { readonly paying: string }): Answer {
  if ("answer" in outcome) return outcome.answer;
  throw new Error(`the request waits for the payment ${outcome.paying}`);
}
