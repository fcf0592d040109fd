import { alertsAnswer, setAlertsInput } from "@scrip/contract/notices/alerts";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { getAlertSettings, setAlertSettings } from "@scrip/usecases/notices/alert-settings";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

/** From when an organization wants notices about its balance, its runway and its expiring credit. */
export const alertsRouter = router({
  /** From when the organization wants notices. */
  get: orgProcedure("ledger:read", "page")
    .input(organizationInput)
    .output(alertsAnswer)
    .query(({ ctx }) => getAlertSettings(ctx.deps, ctx.caller.orgId)),

  /** Sets all of them. A field that is null switches its notice off. */
  set: orgProcedure("budgets:write")
    .input(setAlertsInput)
    .output(alertsAnswer)
    .mutation(({ ctx, input: { balanceBelow, runwayHours, expiryDays } }) =>
      setAlertSettings(ctx.deps, ctx.caller, { balanceBelow, runwayHours, expiryDays }),
    ),
});
