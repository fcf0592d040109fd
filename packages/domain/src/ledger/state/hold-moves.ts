import { least, type Micros } from "../../money/index.ts";
import { burn, hasLapsed } from "./burn.ts";
import type { Draft } from "./draft.ts";
import type { Id } from "./ids.ts";
import { type Hold, type HoldState, openOf } from "./state.ts";

/** Reserves free credit for a hold in burn order. The caller has checked that there is enough. Micro-USD. */
export function reserve(draft: Draft, holdId: Id, amount: Micros): void {
  for (const draw of burn(draft.inBurnOrder(), amount, draft.at)) {
    draft.post("avail", "held", draw.amount, { grantId: draw.grantId, holdId });
  }
}

/**
 * Charges a hold's slices in burn order.
 * @returns the part that the hold did not cover, in micro-USD
 */
export function settleSlices(draft: Draft, holdId: Id, amount: Micros): Micros {
  let left = amount;
  for (const slice of draft.hold(holdId).slices) {
    const part = least(slice.open, left);
    draft.post("held", "spent", part, { grantId: slice.grantId, holdId });
    left -= part;
  }
  return left;
}

/**
 * Releases a part of a hold, in reverse burn order, and pays debts with it.
 * @returns the ids of lapsed grants that got credit back; pass them to `expireReleased`
 * @source docs/rules.md#release; docs/invariants.md#l31
 */
export function releaseSlices(draft: Draft, holdId: Id, amount: Micros): Id[] {
  const lapsed: Id[] = [];
  let left = amount;
  for (const slice of draft.hold(holdId).slices.toReversed()) {
    const part = least(slice.open, left);
    if (part === 0n) continue;
    draft.post("held", "avail", part, { grantId: slice.grantId, holdId });
    left -= part;
    if (hasLapsed(draft.grant(slice.grantId), draft.at)) lapsed.push(slice.grantId);
  }
  draft.payDebts();
  return lapsed;
}

/** Books the expiry of credit that was released to lapsed grants: one entry for each grant, at once (L18). */
export function expireReleased(draft: Draft, grantIds: readonly Id[]): void {
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
