import { verifyAnswer, verifyInput } from "@scrip/contract/ledger/verify";
import { isTransient, TransientError } from "@scrip/db/connection";
import { organizationNotFound } from "@scrip/usecases/refused";
import { CellError } from "@scrip/verify/cells";
import { verifyCells } from "@scrip/verify/verify-ledger";
import { platformProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

const RETRY_AFTER_MS = 5_000;

/** A cell that does not answer makes the call fail, since nothing is proved. @throws */
function namedUnavailable(error: unknown): never {
  if (!(error instanceof CellError) || !isTransient(error.cause)) throw error;
  throw new TransientError(
    "unavailable",
    `${error.message}. Nothing is proved: try again later.`,
    RETRY_AFTER_MS,
    error,
  );
}

export const ledgerRouter = router({
  /** Replays the ledgers of organizations and reports the invariants that do not hold. It only reads. */
  verify: platformProcedure("ledger:verify", "audit")
    .input(verifyInput)
    .output(verifyAnswer)
    .query(async ({ ctx, input }) => {
      const beyond = input.orgs?.find((orgId) => ctx.orgIds !== null && !ctx.orgIds.includes(orgId));
      if (beyond !== undefined) throw organizationNotFound(beyond);
      const orgIds = input.orgs ?? ctx.orgIds;
      const { findings, ...result } = await verifyCells(ctx.deps.verify, orgIds === null ? {} : { orgIds }).catch(
        namedUnavailable,
      );
      return { ...result, findings: findings.map(({ orgId, ...finding }) => ({ ...finding, org: orgId })) };
    }),
});
