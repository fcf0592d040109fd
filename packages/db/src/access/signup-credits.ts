import { createHash } from "node:crypto";
import { creditEmail } from "@scrip/domain/access";
import type { PlatformSource } from "../connection/home-source.ts";
import { SignupCreditEntity } from "./membership.entity.ts";

/** Signup credit that a person claims for an organization. */
export interface SignupClaim {
  readonly personId: string;
  readonly email: string;
  readonly orgId: string;
}

/**
 * Claims the signup credit of a person: once for a person, a mailbox and an organization. The hash of the mailbox stays
 * after the person's data is erased. Safe to repeat.
 * @returns the organization that has the person's claim, of this call or an earlier one; `null` if the mailbox or the
 *   organization had its credit for another person
 * @source docs/rules.md#signup-credit; docs/invariants.md#l25
 */
export async function claimSignupCredit(
  platform: PlatformSource,
  { personId, email, orgId }: SignupClaim,
): Promise<string | null> {
  const emailHash = createHash("sha256").update(creditEmail(email)).digest();
  await platform.query(
    `INSERT INTO signup_credits (email_hash, person_id, org_id, claimed_at)
      VALUES ($1, $2, $3, date_trunc('milliseconds', clock_timestamp())) ON CONFLICT DO NOTHING`,
    [emailHash, personId, orgId],
  );
  return (await signupCreditOf(platform, personId))?.orgId ?? null;
}

/** The claim of a person; `null` if there is none. */
function signupCreditOf(platform: PlatformSource, personId: string) {
  return platform.repository(SignupCreditEntity).findOneBy({ personId });
}
