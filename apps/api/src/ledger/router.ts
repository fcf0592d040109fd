import { verifyAnswer, verifyInput } from "@scrip/contract/ledger/verify";
import { verifyLedger } from "@scrip/usecases/ledger/verify-ledger";
import { organizationNotFound } from "@scrip/usecases/refused";
import { platformProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const verify = platformProcedure("ledger:verify")
  .input(verifyInput)
  .output(verifyAnswer)
  .query(async ({ ctx, input }) => {
    const beyond = input.orgs?.find((orgId) => ctx.orgIds !== null && !ctx.orgIds.includes(orgId));
    if (beyond !== undefined) throw organizationNotFound(beyond);
    const { ok, organizations, entries, findings } = await verifyLedger(
      ctx.deps,
      input.orgs ?? ctx.orgIds ?? undefined,
    );
    return {
      ok,
      organizations,
      entries,
      findings: findings.map(({ orgId, rows, ...finding }) => ({ ...finding, org: orgId, rows: [...rows] })),
    };
  });

export const ledgerRouter = router({ verify });
