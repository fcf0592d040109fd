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
export type EntryFacts = Pick<
  Explained,
  "charge" | "paidBy" | "owed" | "reserved" | "released" | "asked" | "takenBack"
> & {
  readonly line: Pick<Explained["line"], "kind" | "net" | "reservedBy" | "job" | "grant">;
};

const exact = (micros: string | bigint): string => showUsd(BigInt(micros), "exact").replace("−", "");

/** Describes an entry in one sentence of plain English. */
export function entrySentence(entry: EntryFacts): string {
  const { line } = entry;
  const moved = exact(lineAmount(line).micros);
  const work = line.job === null ? "work without a job" : `the job ${line.job}`;
  switch (line.kind) {
    case "grant_scheduled":
      return "Credit was scheduled for later; nothing moved yet.";
    case "grant_cancelled":
      return "Credit that was scheduled for later was cancelled; nothing moved.";
    case "grant_issued":
      return `${moved} of ${creditOf(line.grant)} was added.`;
    case "grant_expired":
      return `${moved} of ${creditOf(line.grant)} expired before it was used.`;
    case "grant_revoked":
      return entry.asked === null && entry.released.length > 0
        ? `${moved} of ${creditOf(line.grant)} was taken back: its hold no longer needed it.`
        : `${exact(entry.asked ?? lineAmount(line).micros)} of ${creditOf(line.grant)} was taken back.`;
    case "grant_reinstated":
      return `${moved} of ${creditOf(line.grant)} that had been taken back was given again.`;
    case "hold_placed":
      return `${moved} was put on hold for ${work}. Nothing of it is used yet, and what is not needed is released.`;
    case "hold_grown":
      return `${moved} more was put on hold for ${work}.`;
    case "hold_released":
      return `${moved} that was on hold for ${work} was not needed and was released.`;
    case "hold_voided":
      return `The hold for ${work} was closed, and its ${moved} was released.`;
    case "hold_expired":
      return `${capital(work)} did not report in time, so its hold ended and its ${moved} was released.`;
    case "settled":
      return settledSentence(entry, work);
    case "charged":
      return `${exact(chargedOf(entry))} was used${entry.charge?.resource ? ` for ${resourceWords(entry.charge.resource)}` : ""}. It was not on hold before.`;
    case "debt_forgiven":
      return `${moved} that was owed was forgiven.`;
  }
}

function settledSentence(entry: EntryFacts, work: string): string {
  const { charge } = entry;
  const cost = chargedOf(entry);
  if (cost === "0") return `Work of ${work} was reported, and it cost nothing more.`;
  if (charge?.untilMs == null || charge.fromMs === null || charge.resource === null)
    return `${exact(cost)} of what was on hold for ${work} was used.`;
  const { resource, unitsMilli } = charge;
  const used =
    unitsMilli === null || unitsMilli === 1000 ? resourceWords(resource) : workloadWords({ resource, unitsMilli });
  return `${capital(work)} used ${used} for ${exactDurationWords(charge.untilMs - charge.fromMs)}, which cost ${exact(cost)}.`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

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
export function entryNotes(entry: EntryFacts): string[] {
  const { line, charge, paidBy, owed, reserved, released, takenBack } = entry;
  const isUse = charge !== null;
  return [
    charge?.flags.includes("beyond_hold") && "It cost more than was on hold. The rest came out of available credit.",
    charge?.flags.includes("after_silence") && "It was reported late, when the job had stopped reporting.",
    isSpared(charge) && "More time was reported than was billed: a cap or a failure of the platform spared the rest.",
    line.kind === "grant_revoked" &&
      paidBy.length > 0 &&
      `${exact(sumOf(paidBy))} of it had been used already and was taken out of other credit.`,
    waitingWords(entry),
    takenBack !== null && takenBackWords(takenBack),
    line.kind !== "grant_revoked" &&
      line.kind.startsWith("grant_") &&
      paidBy.length > 0 &&
      `${exact(sumOf(paidBy))} of it paid what was owed.`,
    isUse && reserved.length > 0 && `${exact(sumOf(reserved))} was put on hold for what comes next.`,
    isUse && released.length > 0 && `${exact(sumOf(released))} was no longer needed and was released.`,
    owed !== null && owedWords(owed),
  ].filter((note) => note !== false && note !== undefined);
}

const isSpared = (charge: EntryFacts["charge"]): boolean =>
  charge !== null && charge.reportedMs !== null && charge.untilMs !== null && charge.reportedMs > charge.untilMs;

/** The part of a revocation that its entry does not move. */
function waitingWords({ line, asked }: EntryFacts): string | false {
  const rest = line.kind === "grant_revoked" && asked !== null ? BigInt(asked) + BigInt(line.net) : 0n;
  return (
    rest > 0n &&
    `${exact(rest)} of it had expired unused, which is not owed, or is on hold and is taken back when it is released.`
  );
}

function takenBackWords({ amount, open }: NonNullable<EntryFacts["takenBack"]>): string {
  const rest = open === "0" ? "other credit has paid it" : open === amount ? "it is owed" : `${exact(open)} is owed`;
  return `${exact(amount)} of what paid had been taken back before, so ${rest}.`;
}

function owedWords({ amount, open }: NonNullable<EntryFacts["owed"]>): string {
  const rest =
    open === amount
      ? "is owed"
      : open === "0"
        ? "was owed; it has been paid since"
        : `was owed; ${exact(open)} is still open`;
  return `Credit did not cover ${exact(amount)}, which ${rest}.`;
}
