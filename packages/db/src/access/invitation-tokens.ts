import { createHash, randomBytes } from "node:crypto";
import type { Homes, PlatformSource } from "../connection/home-source.ts";
import { inOrganization, inPlatform } from "../connection/in-home.ts";
import type { InvitationRow } from "./invitation.entity.ts";
import { findInvitation } from "./invitations.ts";
import { InvitationTokenEntity, type InvitationTokenRow } from "./membership.entity.ts";

/** 256 bits. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Makes the secret of a link to an invitation. Only its hash is stored. */
export function newInvitationToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, hash: sha256(token) };
}

/** The hash of a token; `null` if the text has not the form of one. */
export function invitationTokenHash(token: string): Buffer | null {
  return TOKEN.test(token) ? sha256(token) : null;
}

/** Finds the invitation that a token names; `null` if there is none. The invitation's row decides if it still counts. */
export function findInvitationToken(platform: PlatformSource, tokenHash: Buffer): Promise<InvitationTokenRow | null> {
  return platform.repository(InvitationTokenEntity).findOneBy({ tokenHash });
}

/**
 * Makes the platform's token of an invitation agree with the invitation's row: an open one has the token that was sent
 * last, and any other none. Safe to repeat and to run at once: it reads the row again after each write.
 * @returns the invitation; `null` if there is none
 * @source docs/rules.md#two-homes
 */
export async function settleInvitation(homes: Homes, orgId: string, id: string): Promise<InvitationRow | null> {
  const read = () => inOrganization(homes.organizations, orgId, (tx) => findInvitation(tx, orgId, id));
  let row = await read();
  for (;;) {
    await writeToken(homes.platform, { orgId, id }, row);
    const rowNow = await read();
    if (tokenOf(rowNow) === tokenOf(row)) return rowNow;
    row = rowNow;
  }
}

/** The hash that an invitation's row names, in hex; `null` if it is not open. */
function tokenOf(row: InvitationRow | null): string | null {
  return row?.state === "open" ? row.tokenHash.toString("hex") : null;
}

function writeToken(
  platform: PlatformSource,
  { orgId, id }: { readonly orgId: string; readonly id: string },
  row: InvitationRow | null,
): Promise<void> {
  const tokenHash = row?.state === "open" ? row.tokenHash : null;
  return inPlatform(platform, async (tx) => {
    await tx.query(
      "DELETE FROM invitation_tokens WHERE org_id = $1 AND invitation_id = $2 AND token_hash IS DISTINCT FROM $3::bytea",
      [orgId, id, tokenHash],
    );
    if (row === null || tokenHash === null) return;
    await tx.query(
      `INSERT INTO invitation_tokens (token_hash, org_id, invitation_id, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING`,
      [tokenHash, orgId, id, row.expiresAt],
    );
  });
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
