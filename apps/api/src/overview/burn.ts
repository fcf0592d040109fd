import { burnAnswer, burnInput } from "@scrip/contract/overview";
import { getBurn } from "@scrip/usecases/overview/get-burn";
import { orgProcedure } from "../trpc/procedure.ts";

export const burn = orgProcedure("ledger:read")
  .input(burnInput)
  .output(burnAnswer)
  .query(async ({ ctx, input }) => {
    const { days, forecast, planned } = await getBurn(ctx.deps, ctx.caller.orgId, input.zone);
    return {
      days: days.map(({ day, promotional, paid, owed }) => ({
        day,
        promotional: String(promotional),
        paid: String(paid),
        owed: String(owed),
      })),
      forecast: forecast.map(({ day, available }) => ({ day, available: String(available) })),
      planned: planned.map(({ effectiveAt, amount, source }) => ({ at: effectiveAt, amount: String(amount), source })),
    };
  });
