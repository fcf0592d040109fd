import { hash } from "node:crypto";
import { type Cause, canonicalEntry } from "@scrip/domain/ledger";
import type { Check } from "./check.ts";
import type { Report } from "./finding.ts";
import type { Accounts } from "./replay/accounts.ts";
import type { EntryRow } from "./rows.ts";

/**
 * L9: each entry's hash covers the previous hash and the entry's canonical text, and the organization's row
 * has the last hash. After a broken link, checking continues from the stored hash.
 */
export function checkHash(accounts: Accounts, report: Report): Check {
  const { head, opening } = accounts;
  let stored = opening.hash;
  let computed = opening.hash;
  return {
    entry(entry) {
      const cause = causeOf(accounts, entry);
      const text = cause === null ? null : textOf(head.orgId, entry, cause);
      let found = entry.hash;
      if (text !== null) {
        found = link(stored, text);
        // Report an overwritten hash once: the next entry still links to the original, computed hash.
        if (found !== entry.hash && computed !== stored && link(computed, text) === entry.hash) found = entry.hash;
        if (found !== entry.hash)
          report("L9", [`entry ${entry.seq}`], `its hash is ${entry.hash}; the hash of its rows is ${found}`);
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

function link(previous: string, text: string): string {
  return hash("sha256", `${previous}\n${text}`, "hex");
}

/** @returns `null` if the cause does not exist, which L12 reports */
function causeOf({ grants, holds, debts }: Accounts, { causeType, causeId, charge }: EntryRow): Cause | null {
  if (causeType === "grant") {
    const grant = grants.get(causeId)?.row;
    return grant === undefined ? null : { type: "grant", grant };
  }
  if (causeType === "hold") {
    const hold = holds.get(causeId)?.row;
    return hold === undefined ? null : { type: "hold", hold };
  }
  if (causeType === "debt") {
    const debt = debts.get(causeId)?.row;
    return debt === undefined ? null : { type: "debt", debt };
  }
  return charge === null ? null : { type: "charge", charge: { ...charge, at: 0 } };
}

function textOf(orgId: string, entry: EntryRow, cause: Cause): string {
  const { seq, at, kind, leg, postings, recordedAt, actorType, actorId, available, reserved, owed } = entry;
  const actor = { type: actorType, id: actorId };
  const after = { available, reserved, owed };
  return canonicalEntry(orgId, { seq, at, kind, actor, cause, leg, postings, after }, recordedAt);
}
