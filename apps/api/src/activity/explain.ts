import { activityExplained, explainActivityInput } from "@scrip/contract/activity";
import { type ActivityExplained, explainActivity, type GrantPart } from "@scrip/usecases/activity/explain-activity";
import { orgProcedure } from "../trpc/procedure.ts";
import { lineOnWire } from "./line.ts";

/** What the first entry is chained to. */
const NO_HASH = "0".repeat(64);

export const explain = orgProcedure("ledger:read")
  .input(explainActivityInput)
  .output(activityExplained)
  .query(async ({ ctx, input }) => {
    const entry = await explainActivity(ctx.deps, ctx.caller.orgId, input.seq);
    const { line, actor, cause, recordedAt, leg, before, owed, previousHash } = entry;
    const id = actor.type === "service_key" && actor.id !== null ? `key_${actor.id}` : actor.id;
    return {
      line: lineOnWire(line),
      recordedAt,
      actor: { ...actor, id },
      cause: `${cause.type}_${cause.id}`,
      leg,
      before,
      charge: chargeOnWire(entry),
      grant: entry.grant === null ? null : partOnWire(entry.grant),
      paidBy: entry.paidBy.map(partOnWire),
      owed,
      reserved: entry.reserved.map(partOnWire),
      released: entry.released.map(partOnWire),
      hash: line.hash,
      previousHash: previousHash ?? NO_HASH,
    };
  });

function chargeOnWire({ charge, working }: ActivityExplained) {
  if (charge === null) return null;
  const { resource, rate, unitsMilli, chargeableMs, reportedMs, amount, fromMs, flags } = charge;
  return {
    resource,
    rateNanos: rate,
    unitsMilli,
    fromMs: working === null ? null : fromMs,
    untilMs: chargeableMs,
    reportedMs,
    exact: working?.exact ?? null,
    amount,
    flags: [...flags],
    cumulative: working === null ? null : String(working.cumulative),
    chargedBefore: working === null ? null : String(working.chargedBefore),
  };
}

function partOnWire({
  grant: { id, source, kind, expiresAt },
  amount,
}: GrantPart | NonNullable<ActivityExplained["grant"]>) {
  return { grant: id, source, kind, expiresAt, amount: String(amount) };
}
