import { takeTries } from "@scrip/db/access";
import type { Homes } from "@scrip/db/connection";
import type { CallOrigin } from "../deps.ts";

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;

/**
 * Limits the mails of invitations: of one organization, and of it to one mailbox. The counters hold for all processes.
 * @throws TransientError `too_many_requests`
 * @source docs/rules.md#invitations
 */
export async function limitInvitations({ platform }: Homes, orgId: string, email: string): Promise<void> {
  const limits = [
    { name: `invitations of ${orgId}`, most: 100, windowMs: HOUR_MS },
    { name: `invitation of ${orgId} to ${email}`, most: 5, windowMs: HOUR_MS },
  ];
  await takeTries(platform, limits, Date.now());
}

/**
 * Limits the links that one address shows. A call from within the server is not limited.
 * @throws TransientError `too_many_requests`
 * @source docs/rules.md#invitations
 */
export async function limitLinks({ platform }: Homes, { address }: CallOrigin): Promise<void> {
  if (address === null) return;
  const limit = { name: `invitation link from ${address}`, most: 60, windowMs: QUARTER_MS };
  await takeTries(platform, [limit], Date.now());
}
