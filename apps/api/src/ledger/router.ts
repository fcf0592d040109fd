import { verifyAnswer, verifyInput } from "@scrip/contract/ledger/verify";
import { organizationNotFound } from "@scrip/usecases/refused";
import { verifyLedger } from "@scrip/verify/verify-ledger";
import { platformProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

export const ledgerRouter = router({
  /** Replays the ledgers of organizations and reports the invariants that do not hold. It only reads. */
  verify: platformProcedure("ledger:verify", "audit")
    .input(verifyInput)
    .output(verifyAnswer)
    .query(async ({ ctx, input }) => {
      const beyond = input.orgs?.find((orgId) => ctx.orgIds !== null && !ctx.orgIds.includes(orgId));
      if (beyond !== undefined) throw organizationNotFound(beyond);
      const orgIds = input.orgs ?? ctx.orgIds;
      const { findings, ...result } = await verifyLedger({ pool: ctx.deps.verify, ...(orgIds !== null && { orgIds }) });
      return { ...result, findings: findings.map(({ orgId, ...finding }) => ({ ...finding, org: orgId })) };
    }),
});
