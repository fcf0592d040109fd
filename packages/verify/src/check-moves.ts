import type { Posting } from "@scrip/domain/ledger";
import { type Check, nothing } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/** What a posting of each allowed move must name. "grant or both" means a grant, with or without a debt. */
const ALLOWED: Readonly<
  Record<string, Readonly<Record<string, "grant" | "grant and hold" | "grant or both" | "debt">>>
> = {
  issued: { avail: "grant" },
  avail: { held: "grant and hold", spent: "grant or both", expired: "grant", revoked: "grant" },
  held: { avail: "grant and hold", spent: "grant and hold" },
  revoked: { avail: "grant" },
  charge: { owed: "debt" },
  reversal: { owed: "debt" },
  owed: { paid: "debt", forgiven: "debt" },
};

/** L4: each posting moves a positive amount between two allowed buckets, and names the subjects of that move. */
export function checkMoves(report: Report): Check {
  return {
    entry(entry) {
      for (const posting of entry.postings) {
        const { from, to, amount } = posting;
        const reportL4 = (message: string): void => report("L4", [`entry ${entry.seq}`], message);
        const subjects = ALLOWED[from]?.[to];
        if (amount <= 0n) reportL4(`a posting moves ${amount} from ${from} to ${to}; it must be above zero`);
        if (subjects === undefined)
          reportL4(`a posting moves ${amount} from ${from} to ${to}, which is not an allowed move`);
        else if (!fits(posting, subjects))
          reportL4(`a posting from ${from} to ${to} must name ${subjects}; it names ${named(posting)}`);
      }
    },
    end: nothing,
  };
}

/**
 * L14: credit is spent only by an entry whose cause is a charge, or to pay a debt. A debt comes from a charge, or from
 * credit of a grant that was used and taken back, and names it.
 */
export function checkSpending({ debts }: Pick<Accounts, "debts">, report: Report): Check {
  const usageOf = (entry: EntryRow): string | null =>
    entry.causeType === "charge" ? (entry.charge?.id ?? null) : null;
  return {
    entry(entry) {
      const usage = usageOf(entry);
      for (const { from, to, amount, grantId, debtId } of entry.postings) {
        const paysDebt = from === "avail" && debtId !== null;
        if (to === "spent" && !paysDebt && usage === null)
          report(
            "L14",
            [`entry ${entry.seq}`, `grant ${grantId}`],
            `${amount} of the grant is spent without a usage record or a debt`,
          );
        const debt = to === "owed" && debtId !== null ? debts.get(debtId)?.row : undefined;
        if (debt === undefined || (debt.chargeId !== null && !debt.chargeExists)) continue; // L28 reports it.
        const source = from === "charge" ? usage : null;
        const revoked = from === "reversal" ? takenBackFrom(entry, debt.grantId) : null;
        const reportL14 = (message: string): void => report("L14", [`entry ${entry.seq}`, `debt ${debtId}`], message);
        if (from === "charge" && usage === null) reportL14("the debt was made without a usage record");
        else if (debt.chargeId !== source)
          reportL14(`the debt names ${debt.chargeId ?? "no charge"}; it was made by ${source ?? "a reversal"}`);
        else if (debt.grantId !== revoked)
          reportL14(`the debt names ${debt.grantId ?? "no grant"}; it was made by ${revoked ?? "no revocation"}`);
      }
    },
    end: nothing,
  };
}

/** The grant whose used credit the entry may make a debt of: its cause, or a grant whose held credit it spends. */
function takenBackFrom({ kind, causeId, postings }: EntryRow, named: string | null): string | null {
  if (kind === "grant_revoked") return causeId;
  const spends = postings.some(({ from, to, grantId }) => from === "held" && to === "spent" && grantId === named);
  return kind === "settled" && spends ? named : null;
}

function fits({ grantId, holdId, debtId }: Posting, subjects: string): boolean {
  if (subjects === "debt") return grantId === null && holdId === null && debtId !== null;
  const hasItsHold = (holdId !== null) === (subjects === "grant and hold");
  return grantId !== null && hasItsHold && (debtId === null || subjects === "grant or both");
}

function named({ grantId, holdId, debtId }: Posting): string {
  const names = [grantId && "a grant", holdId && "a hold", debtId && "a debt"].filter((name) => name !== null);
  return names.join(" and ") || "nothing";
}
