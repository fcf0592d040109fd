import { hash } from "node:crypto";
import { CANONICAL_FORMS, type CanonicalForm, type Cause, canonicalEntry, type Recorded } from "@scrip/domain/ledger";
import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { ChargeRow, EntryRow } from "./rows.ts";

/**
 * L9: each entry's hash covers the previous hash and the entry's canonical text, and the organization's row
 * has the last hash. After a broken link, checking continues from the stored hash. An entry keeps the form of text that
 * it was written with: the chain itself shows which one.
 */
export function checkHash(accounts: Accounts, report: Report): Check {
  const { head, opening } = accounts;
  let stored = opening.hash;
  let computed = opening.hash;
  let form: CanonicalForm = CANONICAL_FORMS[0];
  return {
    entry(entry) {
      const cause = causeOf(accounts, entry);
      let found = entry.hash;
      if (cause !== null) {
        const fitting = [form, ...CANONICAL_FORMS].find((each) => isLink(head.orgId, entry, cause, stored, each));
        if (fitting !== undefined) form = fitting;
        // Report an overwritten hash once: the next entry still links to the original, computed hash.
        else if (computed === stored || !isLink(head.orgId, entry, cause, computed, form)) {
          found = link(stored, textOf(head.orgId, entry, cause, form));
          report("L9", [`entry ${entry.seq}`], `its hash is ${entry.hash}; the hash of its rows is ${found}`);
        }
      }
      stored = entry.hash;
      computed = found;
    },
    end() {
      if (head.hash !== stored && head.hash !== computed)
        report(
          "L9",
          [`organization ${head.orgId}`],
          `its hash is ${head.hash}; the hash of its last entry is ${stored}`,
        );
    },
  };
}

/** Whether an entry's hash is that of its text in one form, after the hash before it. */
function isLink(orgId: string, entry: EntryRow, cause: Cause, previous: string, form: CanonicalForm): boolean {
  return link(previous, textOf(orgId, entry, cause, form)) === entry.hash;
}

function link(previous: string, text: string): string {
  return hash("sha256", `${previous}\n${text}`, "hex");
}

/** @returns `null` if the cause does not exist, which L12 reports */
function causeOf(
  { grants, scheduled, holds, debts, jobs }: Accounts,
  { causeType, causeId, charge }: EntryRow,
): Cause | null {
  if (causeType === "grant") {
    const grant = grants.get(causeId)?.row;
    return grant === undefined ? null : { type: "grant", grant };
  }
  if (causeType === "scheduled") {
    const grant = scheduled.get(causeId)?.row;
    return grant === undefined ? null : { type: "scheduled", grant };
  }
  if (causeType === "hold") {
    const hold = holds.get(causeId)?.row;
    if (hold === undefined) return null;
    return { type: "hold", hold, job: hold.jobId === null ? null : (jobs.get(hold.jobId) ?? null) };
  }
  if (causeType === "debt") {
    const debt = debts.get(causeId)?.row;
    return debt === undefined ? null : { type: "debt", debt };
  }
  return charge === null ? null : { type: "charge", charge: { ...charge, at: 0 } };
}

function textOf(orgId: string, entry: EntryRow, cause: Cause, form: CanonicalForm): string {
  const { seq, at, kind, leg, postings, asked, actorType, actorId, available, reserved, owed } = entry;
  const actor = { type: actorType, id: actorId };
  const after = { available, reserved, owed };
  const named = { ...(asked !== null && { asked }) };
  return canonicalEntry(
    orgId,
    { seq, at, kind, actor, cause, leg, postings, ...named, after },
    recordedWith(entry),
    form,
  );
}

/** What was recorded with an entry, as its hash covers it. */
export function recordedWith(
  entry: Pick<EntryRow, "recordedAt" | "keyId" | "payloadId" | "answer" | "causeType"> & {
    readonly charge: Pick<ChargeRow, "told"> | null;
  },
): Recorded {
  const { recordedAt, keyId, payloadId, answer, charge } = entry;
  const isKeyed = keyId !== null || payloadId !== null || answer !== null;
  return { at: recordedAt, key: isKeyed ? { keyId, payloadId, answer } : null, told: charge?.told ?? null };
}
