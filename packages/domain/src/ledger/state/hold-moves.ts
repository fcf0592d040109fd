import { least, type Micros } from "../../money/index.ts";
import { burn, hasLapsed } from "./burn.ts";
import { derivedId } from "./derived-id.ts";
import type { Draft } from "./draft.ts";
import type { Id, Instant } from "./ids.ts";
import { type Hold, type HoldState, openOf } from "./state.ts";

/** Reserves free credit for a hold in burn order. The caller has checked that there is enough. Micro-USD. */
export function reserve(draft: Draft, holdId: Id, amount: Micros): void {
  for (const draw of burn(draft.inBurnOrder(), amount, draft.at)) {
    draft.post("avail", "held", draw.amount, { grantId: draw.grantId, holdId });
  }
}

/**
 * Charges a hold's slices in burn order. Spent credit that was taken back becomes a debt.
 * @returns the part that the hold did not cover, in micro-USD
 * @source docs/rules.md#taken-back-on-hold; docs/invariants.md#l23
 */
export function settleSlices(draft: Draft, holdId: Id, amount: Micros): Micros {
  let left = amount;
  for (const slice of draft.hold(holdId).slices) {
    const part = least(slice.open, left);
    draft.post("held", "spent", part, { grantId: slice.grantId, holdId });
    oweTakenBack(draft, slice.grantId);
    left -= part;
  }
  return left;
}

/** Makes a debt of taken-back credit that no hold keeps any more, because a hold has spent it. */
function oweTakenBack(draft: Draft, grantId: Id): void {
  const grant = draft.grant(grantId);
  const spent = grant.toRevoke - grant.held;
  if (spent <= 0n || draft.charge === null) return;
  draft.put({ grant: { ...grant, toRevoke: grant.held } });
  // The command's own id is the id of the debt that its charge may leave.
  oweReversal(draft, derivedId(draft.charge.id, draft.madeDebts + 1), grantId, spent);
}

/** Makes the debt of used credit that was taken back. Micro-USD. */
export function oweReversal(draft: Draft, debtId: Id, grantId: Id, amount: Micros): void {
  const zeros = { open: 0n, paid: 0n, forgiven: 0n };
  draft.put({ debt: { id: debtId, amount, ...zeros, seq: draft.nextSeq, reversalOf: grantId } });
  draft.post("reversal", "owed", amount, { debtId });
}

/**
 * Releases a part of a hold, in reverse burn order, and pays debts with it. Credit that was taken back pays no debt: it
 * stays on hold until `expireReleased`, which revokes it.
 * @returns the ids of lapsed grants that got credit back; pass them to `expireReleased`
 * @source docs/rules.md#release; docs/rules.md#taken-back-on-hold; docs/invariants.md#l18; docs/invariants.md#l31
 */
export function releaseSlices(draft: Draft, holdId: Id, amount: Micros): Id[] {
  const lapsed: Id[] = [];
  let left = amount;
  for (const slice of draft.hold(holdId).slices.toReversed()) {
    const part = least(slice.open, left);
    if (part === 0n) continue;
    left -= part;
    const kept = part - takeBack(draft, slice.grantId, holdId, part);
    draft.post("held", "avail", kept, { grantId: slice.grantId, holdId });
    if (kept > 0n && hasLapsed(draft.grant(slice.grantId), draft.at)) lapsed.push(slice.grantId);
  }
  draft.payDebts();
  return lapsed;
}

/** Marks the part of released credit that was taken back, which is revoked next. @returns micro-USD */
function takeBack(draft: Draft, grantId: Id, holdId: Id, released: Micros): Micros {
  const grant = draft.grant(grantId);
  const amount = least(grant.toRevoke, released);
  if (amount === 0n) return amount;
  draft.put({ grant: { ...grant, toRevoke: grant.toRevoke - amount } });
  draft.takenBack.push({ grantId, holdId, amount });
  return amount;
}

/**
 * Books what follows a release, at once and in entries of their own, one for each grant: the revocation of released
 * credit that was taken back, then the expiry of credit that was released to lapsed grants (L18).
 */
export function expireReleased(draft: Draft, grantIds: readonly Id[]): void {
  for (const [grantId, parts] of Map.groupBy(draft.takenBack.splice(0), (part) => part.grantId)) {
    for (const { holdId, amount } of parts) {
      draft.post("held", "avail", amount, { grantId, holdId });
      draft.post("avail", "revoked", amount, { grantId });
    }
    draft.enter("grant_revoked", { type: "grant", grant: draft.grant(grantId) });
  }
  for (const grantId of grantIds) expireAvail(draft, grantId);
}

/** Moves all free credit of a lapsed grant to expired, in an entry of its own. */
export function expireAvail(draft: Draft, grantId: Id): void {
  const grant = draft.grant(grantId);
  draft.post("avail", "expired", grant.avail, { grantId });
  draft.enter("grant_expired", { type: "grant", grant });
}

/** Ends a hold whose slices are all settled or released, and removes its due work. */
export function closeHold(draft: Draft, hold: Hold, state: Exclude<HoldState, "open">): void {
  draft.put({ hold: { ...draft.hold(hold.id), state } });
  if (hold.silentAt !== null) draft.due.push({ kind: "expire_hold", refId: hold.id, dueAt: null });
}

/** Whether the time of a hold is over at `at`. From that instant on it is closed, whether or not a sweep has ended it. */
export function isOver(hold: Pick<Hold, "silentAt">, at: Instant): boolean {
  return hold.silentAt !== null && hold.silentAt <= at;
}

/** Books the expiry of an open hold whose time is over, in an entry of its own. Its job becomes silent. */
export function expireOverHold(draft: Draft, hold: Hold): void {
  const lapsed = releaseAndClose(draft, hold.id, "expired");
  const job = hold.jobId === null ? undefined : draft.ledger.jobs.get(hold.jobId);
  if (job !== undefined) draft.job = { ...job, state: "silent", holdId: null };
  draft.enter("hold_expired", { type: "hold", hold, job: job ?? null });
  expireReleased(draft, lapsed);
}

/** The end state of a hold that was not voided explicitly: settled if any part was charged. */
function endOf(hold: Hold): "settled" | "voided" {
  return hold.slices.some((slice) => slice.settled > 0n) ? "settled" : "voided";
}

/** Releases all open credit and ends the hold. @returns the lapsed grants, as `releaseSlices` does */
export function releaseAndClose(draft: Draft, holdId: Id, state?: Exclude<HoldState, "open">): Id[] {
  const hold = draft.hold(holdId);
  const lapsed = releaseSlices(draft, holdId, openOf(hold));
  closeHold(draft, hold, state ?? endOf(hold));
  return lapsed;
}
