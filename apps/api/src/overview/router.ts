import {
  creditByDayAnswer,
  creditByDayInput,
  overviewAnswer,
  overviewInput,
  runwayHistoryAnswer,
  runwayHistoryInput,
} from "@scrip/contract/overview";
import { readRunwayHistory } from "@scrip/db/read/overview/runway-notes";
import { getCreditByDay } from "@scrip/usecases/overview/get-credit-by-day";
import { getOverview } from "@scrip/usecases/overview/get-overview";
import { sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const overviewRouter = router({
  /** The organization at a glance. */
  get: sharedRead("ledger:read", "page")
    .input(overviewInput)
    .output(overviewAnswer)
    .query(({ ctx, input }) => getOverview(ctx.deps, ctx.caller.orgId, input.zone)),

  /** How the runway moved. */
  runwayHistory: sharedRead("ledger:read", "page")
    .input(runwayHistoryInput)
    .output(runwayHistoryAnswer)
    .query(({ ctx, input }) => readRunwayHistory(ctx.deps.pages, ctx.caller.orgId, input.days)),

  /** Credit and usage by day, and the forecast of credit. */
  burn: sharedRead("ledger:read", "report")
    .input(creditByDayInput)
    .output(creditByDayAnswer)
    .query(({ ctx, input }) => getCreditByDay(ctx.deps, ctx.caller.orgId, input)),
});
