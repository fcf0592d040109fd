import { estimateJobInput, jobEstimate } from "@scrip/contract/jobs";
import { estimateJob } from "@scrip/usecases/jobs/estimate-job";
import { orgProcedure } from "../trpc/procedure.ts";

export const estimate = orgProcedure("ledger:read")
  .input(estimateJobInput)
  .output(jobEstimate)
  .query(async ({ ctx, input }) => {
    const seen = await estimateJob(ctx.deps, ctx.caller, input);
    return {
      price: String(seen.price),
      rateNanos: String(seen.rate),
      hold: String(seen.hold),
      required: String(seen.required),
      spendable: String(seen.spendable),
      admitted: seen.admitted,
      missing: String(seen.missing),
      paidBy: seen.paidBy.map(({ grantId, amount }) => ({ grant: grantId, amount: String(amount) })),
      lapsing: String(seen.lapsing),
      pausesAtMs: seen.pausesAtMs,
    };
  });
