import { jobLineage, jobLineageInput } from "@scrip/contract/lineage";
import { traceJob } from "@scrip/usecases/lineage/trace-job";
import { orgProcedure } from "../trpc/procedure.ts";
import { grantOnWire } from "./grants-on-wire.ts";

export const lineage = orgProcedure("ledger:read")
  .input(jobLineageInput)
  .output(jobLineage)
  .query(async ({ ctx, input }) => {
    const { charged, paidBy, open, forgiven } = await traceJob(ctx.deps, ctx.caller.orgId, input.job);
    return {
      charged,
      paidBy: paidBy.map(({ grant, ...part }) => ({ ...grantOnWire(grant), ...part })),
      open,
      forgiven,
    };
  });
