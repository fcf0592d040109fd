import { overviewAnswer } from "@scrip/contract/overview";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getOverview } from "@scrip/usecases/overview/get-overview";
import { lineOnWire } from "../activity/line.ts";
import { jobLineOnWire } from "../jobs/line.ts";
import { orgProcedure } from "../trpc/procedure.ts";

export const get = orgProcedure("ledger:read")
  .input(organizationInput)
  .output(overviewAnswer)
  .query(async ({ ctx }) => {
    const seen = await getOverview(ctx.deps, ctx.caller.orgId);
    const { live, activities, nextExpiry, runway, expiringBefore, at, seq, isOnTestClock } = seen;
    return {
      available: String(seen.available),
      reserved: String(seen.reserved),
      owed: String(seen.owed),
      expiring: String(seen.expiring),
      expiringBefore,
      at,
      seq,
      isOnTestClock,
      promotional: String(seen.promotional),
      paid: String(seen.paid),
      nextExpiry: nextExpiry === null ? null : { at: nextExpiry.at, amount: String(nextExpiry.amount) },
      runway: { ...runway, perHour: String(runway.perHour) },
      running: live.dearest.map(jobLineOnWire),
      runningCount: live.runningCount,
      pausedCount: live.pausedCount,
      silentCount: live.silentCount,
      activities: activities.map(lineOnWire),
    };
  });
