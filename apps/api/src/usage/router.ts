import { listUsageInput, reportUsageInput, usagePage, usageReported } from "@scrip/contract/usage/events";
import { sumUsageInput, usageSums } from "@scrip/contract/usage/sums";
import { listEvents } from "@scrip/db/read/usage/list-events";
import { sumUsage } from "@scrip/db/read/usage/sum-usage";
import { usageGroups } from "@scrip/domain/usage/sums";
import { reportUsage } from "@scrip/usecases/usage/report-usage";
import { orgProcedure, sharedRead } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";
import { eventOut, resultOut } from "./usage-wire.ts";

export const usageRouter = router({
  /** Records usage events, each with an answer of its own. The same event again changes nothing. */
  report: orgProcedure("usage:report")
    .input(reportUsageInput)
    .output(usageReported)
    .mutation(async ({ ctx, input }) => ({
      results: (await reportUsage(ctx.deps, ctx.caller, input.events)).map(resultOut),
    })),

  /** A page of usage events, the last arrived first. */
  list: sharedRead("ledger:read", "page")
    .input(listUsageInput)
    .output(usagePage)
    .query(async ({ ctx, input: { org: _org, cursor: after, limit, eventSource: source, ...labels } }) => {
      const filter = { ...labels, source };
      const { events, next } = await listEvents(ctx.deps.pages, ctx.caller.orgId, filter, { after, limit });
      return { events: events.map(eventOut), next };
    }),

  /** Usage by resource, project or member, and by day. */
  sum: sharedRead("ledger:read", "report")
    .input(sumUsageInput)
    .output(usageSums)
    .query(async ({ ctx, input: { org: _org, by, days, most, ...filter } }) =>
      usageGroups(await sumUsage(ctx.deps.pages, ctx.caller.orgId, filter, { by, days }), days.length, most),
    ),
});
