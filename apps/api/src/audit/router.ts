import { auditActors, auditPage, listAuditInput } from "@scrip/contract/access/audit";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { readAudit, readAuditActors } from "@scrip/usecases/audit/read-audit";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const auditRouter = router({
  /** A page of the organization's audit log, newest first. */
  list: orgProcedure("audit:read", "page")
    .input(listAuditInput)
    .output(auditPage)
    .query(({ ctx, input: { org: _org, before, limit, ...filter } }) =>
      readAudit(ctx.deps, ctx.caller.orgId, filter, { before, limit }),
    ),

  /** Who acted in the organization, to filter the audit log by. */
  actors: orgProcedure("audit:read", "page")
    .input(organizationInput)
    .output(auditActors)
    .query(async ({ ctx }) => ({ actors: await readAuditActors(ctx.deps, ctx.caller.orgId) })),
});
