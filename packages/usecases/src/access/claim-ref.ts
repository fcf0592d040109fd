import { randomUUIDv7 } from "node:crypto";

/** The claim of one call about an organization, as `platform_due` names it. Each call has a claim of its own. */
export interface ClaimRef {
  readonly orgId: string;
  /** The invitation or the person that the call is about. */
  readonly about: string;
  /** The id of the claim, and of the mail that it ends with. */
  readonly claimId: string;
  /** A further word, such as the invitation that a person accepts. */
  readonly extra: string;
}

/** Makes the text of a claim. */
export function claimRef({ orgId, about, extra = "" }: { orgId: string; about: string; extra?: string }): string {
  return [orgId, about, randomUUIDv7(), extra].join(":");
}

/** Reads the text of a claim. */
export function readClaimRef(ref: string): ClaimRef {
  const [orgId = "", about = "", claimId = "", extra = ""] = ref.split(":");
  return { orgId, about, claimId, extra };
}
