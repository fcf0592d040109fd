import { chargingAnswer, chargingInput, setChargingInput } from "@scrip/contract/operators/charging";
import { type FindingJson, lastReconciliation, type ReconciliationRow } from "@scrip/db/billing";
import { FOUND, type Found } from "@scrip/domain/billing/reconciliation";
import { whyNotCharging } from "@scrip/usecases/billing/charging/may-charge";
import type { Deps } from "@scrip/usecases/deps";
import { setPause } from "@scrip/usecases/operators/pause-charging";
import { operatorProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const chargingRouter = router({
  /** Whether payments are taken, and what the last reconciliation found. */
  get: operatorProcedure("operators:billing", "look")
    .input(chargingInput)
    .output(chargingAnswer)
    .query(({ ctx: { deps } }) => answerOf(deps)),

  /** Pauses charging for the whole platform, or resumes it. The platform's audit log keeps it. */
  set: operatorProcedure("operators:billing")
    .input(setChargingInput)
    .output(chargingAnswer)
    .mutation(async ({ ctx: { deps, operator }, input }) => {
      await setPause(deps, operator, input);
      return answerOf(deps);
    }),
});

async function answerOf({ homes: { platform }, gateway }: Pick<Deps, "homes" | "gateway">) {
  const run = await lastReconciliation(platform);
  return {
    takesPayments: gateway !== undefined,
    off: await whyNotCharging(platform),
    reconciliation: run && reconciliationOnWire(run),
  };
}

function reconciliationOnWire({ why, since, beganAt, endedAt, payments, booked, events, findings }: ReconciliationRow) {
  const times = { since: since.getTime(), beganAt: beganAt.getTime(), endedAt: endedAt?.getTime() ?? null };
  return { why, ...times, payments, booked, events, findings: findings.map(findingOnWire) };
}

function findingOnWire({ payment, what, org, attempt, gross, paidAt }: FindingJson) {
  const meaning = FOUND[what as Found]?.meaning ?? "is not known to this version";
  return { payment, found: what, meaning, org, attempt, gross, paidAt };
}
