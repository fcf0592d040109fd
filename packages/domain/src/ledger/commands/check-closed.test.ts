import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { DAY, LedgerInMemory } from "../ledger-in-memory.test-support.ts";

const SYSTEM = { type: "system", id: null } as const;
const OPERATOR = { type: "operator", id: "00000000-0000-7000-8000-0000000000aa" } as const;
const KEY = { type: "service_key", id: "00000000-0000-7000-8000-0000000000cc" } as const;
const MEMBER = { type: "member", id: "00000000-0000-7000-8000-0000000000bb" } as const;

/** An organization with a grant of $5 and a scheduled one, which its owner has closed. */
function aClosedLedger() {
  const ledger = new LedgerInMemory();
  const grantId = ledger.nextId;
  ledger.run({ kind: "issueGrant", amount: usd("5"), expiresAt: 9 * DAY });
  const scheduled = ledger.nextId;
  ledger.run({ kind: "issueGrant", amount: usd("20"), effectiveAt: DAY, expiresAt: 31 * DAY });
  Object.assign(ledger.state, { isClosed: true });
  return { ledger, grantId, scheduled };
}

describe("a closed organization", () => {
  it.each([KEY, MEMBER, OPERATOR, SYSTEM])("gets no work and no credit, from %o", (actor) => {
    const { ledger } = aClosedLedger();
    for (const kind of ["issueGrant", "placeHold", "charge", "startJob", "resumeJob"] as const)
      expect(ledger.refusal({ kind, actor } as never)).toMatchObject({ code: "organization_closed" });
    expect(ledger.entries).toHaveLength(2);
  });

  it("has its credit taken back, and given back after a dispute, by the platform only, never by a member or a key", () => {
    const { ledger, grantId } = aClosedLedger();
    for (const actor of [KEY, MEMBER])
      expect(ledger.refusal({ kind: "revokeGrant", grantId, actor })).toMatchObject({ code: "organization_closed" });
    expect(ledger.run({ kind: "revokeGrant", grantId, amount: usd("2"), actor: OPERATOR })).toMatchObject({
      balance: { available: "3000000" },
    });
    const back = { kind: "reinstateGrant", grantId, amount: usd("2") } as const;
    expect(ledger.refusal({ ...back, actor: KEY })).toMatchObject({ code: "organization_closed" });
    expect(ledger.run({ ...back, actor: SYSTEM })).toMatchObject({ balance: { available: "5000000" } });
  });

  it("sees its credit expire, and its scheduled grants cancelled at their time", () => {
    const { ledger, grantId, scheduled } = aClosedLedger();
    ledger.now = DAY;
    const answer = ledger.run({ kind: "issueScheduled", grantId: scheduled, actor: SYSTEM });
    expect(answer).toMatchObject({ done: false, balance: { available: "5000000" } });
    expect(ledger.entries.at(-1)).toMatchObject({ kind: "grant_cancelled", postings: [] });
    expect(ledger.state.scheduled.get(scheduled)).toMatchObject({ issued: false, cancelled: true });
    ledger.now = 9 * DAY;
    expect(ledger.run({ kind: "expireGrant", grantId, actor: SYSTEM })).toMatchObject({ balance: { available: "0" } });
  });
});
