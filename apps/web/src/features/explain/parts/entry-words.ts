import { sourceWords } from "@scrip/domain/activity";
import { showUsd } from "@scrip/domain/money";
import type { Answers } from "../../../data/trpc.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { lineAmount } from "../../../words/line-words.ts";
import { resourceWords, workloadWords } from "../../../words/resource-words.ts";
import { sumOf } from "./figure-words.ts";

/** One entry with its explanation. */
export type Explained = Answers["activity"]["explain"];

/** The facts of an entry that its explanation in words needs. */
export type EntryFacts = Pick<Explained, "charge" | "paidBy" | "owed" | "reserved" | "released"> & {
  readonly line: Pick<Explained["line"], "kind" | "net" | "reservedBy" | "job" | "grant">;
};

const exact = (micros: string | bigint): string => showUsd(BigInt(micros), "exact").replace("−", "");

/** Describes an entry in one sentence of plain English. */
export function entrySentence(entry: EntryFacts): string {
  const { line } = entry;
  const moved = exact(lineAmount(line).micros);
  const work = line.job === null ? "work without a job" : `the job ${line.job}`;
  switch (line.kind) {
    case "grant_issued":
      return `${moved} of ${creditOf(line.grant)} was added.`;
    case "grant_expired":
      return `${moved} of ${creditOf(line.grant)} expired before it was used.`;
    case "grant_revoked":
      return `${moved} of ${creditOf(line.grant)} was taken back.`;
    case "grant_reinstated":
      return `${moved} of ${creditOf(line.grant)} that had been taken back was given again.`;
    case "hold_placed":
      return `${moved} was reserved for ${work}; nothing was charged, and what is not needed becomes available again.`;
    case "hold_grown":
      return `${moved} more was reserved for ${work}.`;
    case "hold_released":
      return `${moved} that was reserved for ${work} was not needed and became available again.`;
    case "hold_voided":
      return `The reservation for ${work} was closed without a charge: ${moved} became available again.`;
    case "hold_expired":
      return `Nothing was heard of ${work} in time, so its reservation ended: ${moved} became available again.`;
    case "settled":
      return settledSentence(entry, work);
    case "charged":
      return `${exact(chargedOf(entry))} was charged${entry.charge?.resource ? ` for ${resourceWords(entry.charge.resource)}` : ""}, without a reservation.`;
    case "debt_forgiven":
      return `${moved} that was owed was forgiven.`;
  }
}

function settledSentence(entry: EntryFacts, work: string): string {
  const { charge } = entry;
  const cost = chargedOf(entry);
  if (cost === "0") return `Work of ${work} was reported, and it cost nothing more.`;
  if (charge?.untilMs == null || charge.fromMs === null || charge.resource === null)
    return `${exact(cost)} of what was reserved for ${work} was charged.`;
  const { resource, unitsMilli } = charge;
  const used =
    unitsMilli === null || unitsMilli === 1000 ? resourceWords(resource) : workloadWords({ resource, unitsMilli });
  const name = `${work.slice(0, 1).toUpperCase()}${work.slice(1)}`;
  return `${name} used ${used} for ${exactDurationWords(charge.untilMs - charge.fromMs)}, which cost ${exact(cost)}.`;
}

const chargedOf = ({ charge, line }: EntryFacts): string => charge?.amount ?? line.net.replace("-", "");

function creditOf(grant: EntryFacts["line"]["grant"]): string {
  if (grant === null) return "credit";
  return `${grant.kind} credit from ${OF_SOURCE[grant.source] ?? `a ${sourceWords(grant.source)}`}`;
}

const OF_SOURCE: Record<string, string> = {
  signup: "signup",
  plan: "the plan",
  auto_topup: "an automatic top-up",
  adjustment: "an adjustment",
};

/** Further remarks on an entry, one sentence each. */
export function entryNotes({ line, charge, paidBy, owed, reserved, released }: EntryFacts): string[] {
  const isUse = charge !== null;
  return [
    charge?.flags.includes("beyond_hold") && "It cost more than was reserved; the rest came out of available credit.",
    charge?.flags.includes("after_silence") && "It was reported late, when the job counted as silent.",
    isSpared(charge) && "More was reported than was charged: a cap or a failure of the platform spared the rest.",
    line.kind === "grant_revoked" &&
      paidBy.length > 0 &&
      `${exact(sumOf(paidBy))} of it had been used already and was taken out of other credit.`,
    line.kind !== "grant_revoked" &&
      line.kind.startsWith("grant_") &&
      paidBy.length > 0 &&
      `${exact(sumOf(paidBy))} of it paid what was owed.`,
    isUse && reserved.length > 0 && `${exact(sumOf(reserved))} was reserved for what comes next.`,
    isUse && released.length > 0 && `${exact(sumOf(released))} was no longer needed and became available again.`,
    owed !== null && owedWords(owed),
  ].filter((note) => note !== false && note !== undefined);
}

const isSpared = (charge: EntryFacts["charge"]): boolean =>
  charge !== null && charge.reportedMs !== null && charge.untilMs !== null && charge.reportedMs > charge.untilMs;

function owedWords({ amount, open }: NonNullable<EntryFacts["owed"]>): string {
  const rest =
    open === amount
      ? "is owed"
      : open === "0"
        ? "was owed; it has been paid since"
        : `was owed; ${exact(open)} is still open`;
  return `Credit did not cover ${exact(amount)}, which ${rest}.`;
}
