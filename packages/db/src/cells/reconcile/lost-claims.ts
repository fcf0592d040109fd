import type { PlatformTx } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import type { ClaimKind, LostClaim } from "./cell-report.ts";
import { inPages } from "./in-pages.ts";

/** How a claim of the platform finds its act in a cell. */
interface ClaimTable {
  /** The table, as `c`, with the condition of a claim whose act is done. */
  readonly claims: string;
  /** What is shown of it. */
  readonly id: string;
  /** The key of the act in the cell, as a text. */
  readonly ref: string;
  /** The act in the cell, of the organization `w.org_id` with the key `w.ref`. */
  readonly act: string;
}

const TABLES: Readonly<Record<ClaimKind, ClaimTable>> = {
  payments: {
    claims: "gateway_payments c WHERE true",
    id: "c.id",
    ref: "c.attempt_id::text",
    act: "SELECT FROM payment_attempts a WHERE a.org_id = w.org_id AND a.id = w.ref::uuid",
  },
  redemptions: {
    claims: "code_claims c WHERE marked_at IS NOT NULL",
    id: "c.id::text",
    ref: "c.id::text",
    act: "SELECT FROM redemptions a WHERE a.org_id = w.org_id AND a.claim_id = w.ref::uuid",
  },
  documents: {
    claims: "document_numbers c WHERE hash IS NOT NULL",
    id: "c.number",
    ref: "c.document_id::text",
    act: "SELECT FROM documents a WHERE a.org_id = w.org_id AND a.id = w.ref::uuid",
  },
  signupCredits: {
    claims: `signup_credits c WHERE NOT EXISTS (
      SELECT FROM platform_due WHERE kind = 'grant_signup_credit' AND ref = c.person_id::text)`,
    id: "c.person_id::text",
    ref: "c.person_id::text",
    act: "SELECT FROM grants a WHERE a.org_id = w.org_id AND a.source = 'signup'",
  },
  members: {
    claims: "memberships c WHERE state = 'member'",
    id: "c.person_id::text",
    ref: "c.person_id::text",
    act: "SELECT FROM members a WHERE a.org_id = w.org_id AND a.person_id = w.ref::uuid",
  },
};

interface Claim {
  readonly orgId: string;
  readonly id: string;
  readonly ref: string;
}

/**
 * Finds the claims that are done in the platform and not in the cell, of organizations that the cell has.
 * @param ofCell the SQL of the condition that the organization `r` of the registry is of the cell, whose name is `$1`
 */
export async function lostClaims(
  { platform, inCell, ofCell }: { readonly platform: PlatformTx; readonly inCell: Query; readonly ofCell: string },
  cell: string,
  kind: ClaimKind,
): Promise<readonly LostClaim[]> {
  const { claims, id, ref, act } = TABLES[kind];
  const text = `SELECT c.org_id AS "orgId", ${id} AS id, ${ref} AS ref FROM ${claims}
    AND EXISTS (SELECT FROM organization_registry r WHERE r.org_id = c.org_id AND ${ofCell})`;
  const lost: LostClaim[] = [];
  for await (const page of inPages<Claim>(platform, { text, values: [cell] })) {
    const rows = await inCell({
      text: `SELECT w.org_id::text AS "orgId", w.id FROM unnest($1::uuid[], $2::text[], $3::text[]) AS w (org_id, id, ref)
        WHERE EXISTS (SELECT FROM organizations o WHERE o.org_id = w.org_id AND moved_to IS NULL) AND NOT EXISTS (${act})`,
      values: [page.map(({ orgId }) => orgId), page.map((claim) => claim.id), page.map((claim) => claim.ref)],
    });
    lost.push(...(rows as unknown as LostClaim[]));
  }
  return lost;
}
