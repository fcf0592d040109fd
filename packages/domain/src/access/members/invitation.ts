import type { Instant } from "../../ledger/index.ts";

/** How long an invitation stands: 14 days, in milliseconds. */
export const INVITATION_MS = 14 * 86_400_000;

/** What an invitation's row says. `revoked` also ends the invitation of a member who left or was removed. */
export type InvitationState = "open" | "accepted" | "revoked";

/** The parts of an invitation that decide whether it can be accepted. */
export interface InvitationTerms {
  readonly state: InvitationState;
  readonly expiresAt: Instant;
}

/**
 * Whether an invitation can still be accepted. It takes a seat as long as it can.
 * @param now the time by PostgreSQL's clock: people live in real time, also in an organization on a test clock
 * @source docs/rules.md#invitations
 */
export function isOpenInvitation({ state, expiresAt }: InvitationTerms, now: Instant): boolean {
  return state === "open" && now < expiresAt;
}
