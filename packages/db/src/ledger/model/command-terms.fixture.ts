import { type Command, openOf } from "@scrip/domain/ledger";
import { meterTermsOf } from "./meter-terms.fixture.ts";
import type { ModelOrganization } from "./model.fixture.ts";
import { type CommandAct, HOUR } from "./step.fixture.ts";
import { type CommandTerms, NOBODY } from "./terms.fixture.ts";

/** One in this many acts names a row that is closed, belongs to a job or does not exist. */
const RARELY = 6;
const A_DEBT = { kind: "charge", onShortfall: "owe", resource: null, project: null, member: null } as const;
const GPU = "gpu.h100-80gb";

/**
 * Makes the command of an act, for the current state of an organization. The picked row may be gone, in the wrong state
 * or too small: refusals are answers too.
 * @param id a new one, also for names
 */
export function termsOf(model: ModelOrganization, act: CommandAct, id: string): CommandTerms {
  const { ledger, now } = model;
  switch (act.do) {
    case "grant":
      return grantOf(model, act, id);
    case "charge": {
      const resource = act.label?.startsWith("gpu") ? act.label : null;
      const project = resource === null ? act.label : null;
      return {
        kind: "charge",
        amount: act.amount,
        onShortfall: act.owe ? "owe" : "refuse",
        resource,
        project,
        member: act.owe ? "ada" : null,
      };
    }
    case "usage": {
      const { resource, quantity, label } = act;
      const metered = model.charges.flatMap(({ charge }) => charge.metered ?? []);
      const corrects = act.which === null ? null : (pick(metered, act.which)?.name ?? "nobody's");
      const terms = { source: "meter", name: id, resource, quantity, project: label, member: null, corrects };
      return { kind: "recordUsage", ...terms, eventAt: act.inMs === 0 ? null : model.now + act.inMs, refundId: id };
    }
    case "hold":
      return { kind: "placeHold", amount: act.amount, ttlMs: act.ttlMs };
    case "settle":
    case "release":
    case "void": {
      const hold = holdFor(model, act.which);
      // If there is no hold yet, most acts place one.
      if (hold === undefined && act.which % RARELY > 0) return { kind: "placeHold", amount: 1_000_000n, ttlMs: null };
      const holdId = hold?.id ?? NOBODY;
      const amount = partOf(hold === undefined ? 0n : openOf(hold), act.part);
      if (act.do === "void") return { kind: "voidHold", holdId };
      if (act.do === "release") return { kind: "releaseHold", holdId, amount };
      return { kind: "settleHold", holdId, amount, close: act.close, resource: null };
    }
    case "start": {
      const ref = act.again ? (pick([...ledger.jobs.values()], act.quantityMs)?.ref ?? id) : id;
      const terms = {
        ref,
        resource: GPU,
        work: "training",
        unitsMilli: act.unitsMilli,
        project: act.unitsMilli === 1 ? null : "vision",
        member: act.unitsMilli === 250 ? "ada" : null,
      };
      return act.timed
        ? { kind: "startJob", ...terms, mode: "timed", estimateMs: act.quantityMs, next: null }
        : { kind: "startJob", ...terms, mode: "epochs", estimateMs: null, next: { untilMs: act.quantityMs } };
    }
    case "epoch":
    case "finish": {
      const job = liveJob(model, act.which);
      if (job === undefined && act.which % RARELY > 0)
        return termsOf(model, { do: "start", timed: false, unitsMilli: 250, quantityMs: HOUR, again: false }, id);
      const ran = job === undefined ? 0 : Math.max(0, (job.pausedAt ?? now) - job.startedAt - job.pausedMs);
      const reported = (job?.reportedMs ?? 0) + act.doneMs;
      // A report is ahead of the running time only if the act says so.
      const quantityMs = Math.max(0, act.aheadMs > 0 ? ran + act.aheadMs : Math.min(reported, ran));
      const ref = job?.ref ?? "nobody's";
      if (act.do === "finish")
        return { kind: "finishJob", ref, end: act.end, fault: act.platform ? "platform" : "user", quantityMs };
      const next = act.nextMs === null ? null : { untilMs: Math.max(0, quantityMs + act.nextMs) };
      return { kind: "settleEpoch", ref, quantityMs, next };
    }
    case "resume": {
      const job = liveJob(model, act.which);
      const next = job?.mode === "timed" ? null : { untilMs: (job?.reportedMs ?? 0) + act.nextMs };
      return { kind: "resumeJob", ref: job?.ref ?? "nobody's", next };
    }
    case "refund":
    case "revoke":
    case "reinstate":
    case "forgive":
      return correctionOf(model, act);
    case "sweep":
      return sweepOf(model, act);
    case "run":
    case "store":
    case "meter":
      return meterTermsOf(model, act);
  }
}

function grantOf(model: ModelOrganization, act: Extract<CommandAct, { do: "grant" }>, id: string): CommandTerms {
  const effectiveAt = act.inMs === 0 ? null : model.now + act.inMs;
  const expiresAt = act.lastsMs === null ? null : (effectiveAt ?? model.now) + act.lastsMs;
  const first = act.sameKey ? [...model.ledger.businessKeys.keys()][0] : undefined;
  const grantKind = act.paid ? "paid" : "promotional";
  const { amount, source } = act;
  return { kind: "issueGrant", source, grantKind, amount, effectiveAt, expiresAt, businessKey: first ?? `key ${id}` };
}

function correctionOf(
  { ledger, charges }: ModelOrganization,
  { do: what, which, part }: Extract<CommandAct, { do: "refund" | "revoke" | "reinstate" | "forgive" }>,
): CommandTerms {
  const takenOf = (id: string): bigint => ledger.corrections?.takenBack.get(id)?.amount ?? 0n;
  const grants = [...ledger.grants.values()];
  switch (what) {
    case "refund": {
      const charge = pick(charges, which)?.charge;
      return { kind: "refundCharge", chargeId: charge?.id ?? NOBODY, amount: partOf(charge?.amount ?? 0n, part) };
    }
    case "revoke": {
      const grant = pick(grants, which);
      return { kind: "revokeGrant", grantId: grant?.id ?? NOBODY, amount: partOf(grant?.amount ?? 0n, part) };
    }
    case "reinstate": {
      const taken = grants.filter(({ id }) => takenOf(id) > 0n);
      const grant = pick(which % RARELY > 0 ? taken : grants, which);
      const stands = grant === undefined ? 0n : takenOf(grant.id);
      return { kind: "reinstateGrant", grantId: grant?.id ?? NOBODY, amount: partOf(stands, part) };
    }
    case "forgive": {
      const debt = ledger.debts.get(pick(ledger.debtOrder, which) ?? "");
      if (debt === undefined && which % RARELY > 0) return { ...A_DEBT, amount: partOf(ledger.balance.available, 5) };
      return { kind: "forgiveDebt", debtId: debt?.id ?? NOBODY, amount: partOf(debt?.open ?? 0n, part) };
    }
  }
}

function sweepOf({ ledger }: ModelOrganization, { what, which }: Extract<CommandAct, { do: "sweep" }>): CommandTerms {
  if (what === "expireHold") return { kind: what, holdId: pick([...ledger.holds.keys()], which) ?? NOBODY };
  const from = what === "expireGrant" ? ledger.grants : ledger.scheduled;
  return { kind: what, grantId: pick([...from.keys()], which) ?? NOBODY };
}

/** The command with another payload, for a key that is reused by mistake. */
export function changedOf(command: Command): Command {
  if ("amount" in command) return { ...command, amount: command.amount + 1n };
  if ("quantity" in command) return { ...command, quantity: command.quantity + 1n };
  if ("quantityMs" in command) return { ...command, quantityMs: command.quantityMs + 1 };
  if ("holdId" in command) return { ...command, holdId: NOBODY };
  if ("subscriptionId" in command) return { ...command, subscriptionId: NOBODY };
  if ("meterId" in command) return { ...command, meterId: NOBODY };
  if ("endpointId" in command) return { ...command, endpointId: NOBODY };
  return { ...command, ...("grantId" in command ? { grantId: NOBODY } : { ref: `${command.ref}?` }) } as Command;
}

/** An open hold without a job; in rare cases any hold. */
function holdFor({ ledger }: ModelOrganization, which: number) {
  const holds = [...ledger.holds.values()];
  const open = holds.filter(({ jobId, state }) => jobId === null && state === "open");
  return pick(which % RARELY > 0 ? open : holds, which);
}

/** A job that has not ended; in rare cases any job. */
function liveJob({ ledger }: ModelOrganization, which: number) {
  const jobs = [...ledger.jobs.values()];
  const live = jobs.filter(({ endedAt }) => endedAt === null);
  return pick(which % RARELY > 0 ? live : jobs, which);
}

function pick<Row>(rows: readonly Row[], which: number): Row | undefined {
  return rows[which % Math.max(1, rows.length)];
}

/** The given quarters of an amount, rounded up; at least 1. */
function partOf(amount: bigint, quarters: number): bigint {
  const part = (amount * BigInt(quarters) + 3n) / 4n;
  return part === 0n ? 1n : part;
}
