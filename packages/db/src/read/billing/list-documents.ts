import type { DocumentKind } from "@scrip/domain/billing/documents";
import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A document as a line of a table. */
export interface DocumentLine {
  readonly id: string;
  readonly kind: DocumentKind;
  /** As it is printed. */
  readonly title: string;
  readonly number: string;
  readonly at: Instant;
  readonly attemptId: string | null;
  /** Micro-USD; `null` for a statement. */
  readonly net: Micros | null;
  readonly tax: Micros | null;
  readonly gross: Micros | null;
}

/** Which documents, and how many. */
export interface DocumentsFilter {
  readonly kinds?: readonly DocumentKind[] | undefined;
  /** Of the payment that gave this credit: what was bought, a bonus, or a month of a plan. */
  readonly grantId?: string | undefined;
  /** The end of the page before. */
  readonly after?: { readonly at: Instant; readonly id: string } | undefined;
  readonly limit: number;
}

/** A page of documents, the newest first. */
export interface DocumentsPage {
  readonly documents: readonly DocumentLine[];
  readonly next: { readonly at: Instant; readonly id: string } | null;
}

/**
 * Lists the documents of an organization, the newest first.
 * @returns `null` if the organization has no such grant
 * @throws OrganizationMissing
 */
export function listDocuments(
  organizations: OrganizationsSource,
  orgId: string,
  { kinds, grantId, after, limit }: DocumentsFilter,
): Promise<DocumentsPage | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    if (grantId !== undefined) {
      const found = await query({ text: "SELECT FROM grants WHERE org_id = $1 AND id = $2", values: [orgId, grantId] });
      if (found.length === 0) return null;
    }
    const values = [
      orgId,
      kinds ?? null,
      grantId ?? null,
      after === undefined ? null : new Date(after.at),
      after?.id ?? null,
      limit + 1,
    ];
    const rows = await query({ text: PAGE, values });
    const documents = rows.slice(0, limit).map(
      ({ at, net, tax, gross, ...row }) =>
        ({
          ...row,
          at: (at as Date).getTime(),
          net: net === null ? null : BigInt(net as string),
          tax: tax === null ? null : BigInt(tax as string),
          gross: gross === null ? null : BigInt(gross as string),
        }) as DocumentLine,
    );
    const last = documents.at(-1);
    return { documents, next: rows.length > limit && last !== undefined ? { at: last.at, id: last.id } : null };
  });
}

/** The payment that gave a grant: by the attempt, by the payment in the business key, or by the period of the month. */
const PAID_BY = `
  SELECT a.id FROM payment_attempts a WHERE a.org_id = $1 AND a.grant_id = $3
  UNION ALL
  SELECT a.id FROM grants g JOIN payment_attempts a ON a.org_id = g.org_id AND a.state = 'succeeded'
      AND a.payment_id = split_part(g.business_key, ':', 2)
    WHERE g.org_id = $1 AND g.id = $3 AND g.business_key LIKE 'stripe:%:bonus'
  UNION ALL
  SELECT a.id FROM grants g
      JOIN subscription_periods p ON p.org_id = g.org_id AND p.subscription_id::text = split_part(g.business_key, ':', 2)
        AND p.starts_at <= (split_part(g.business_key, ':', 3) || ':' || split_part(g.business_key, ':', 4) || ':'
          || split_part(g.business_key, ':', 5))::timestamptz
        AND p.ends_at > (split_part(g.business_key, ':', 3) || ':' || split_part(g.business_key, ':', 4) || ':'
          || split_part(g.business_key, ':', 5))::timestamptz
      JOIN payment_attempts a ON a.org_id = g.org_id AND a.state = 'succeeded' AND a.payment_id = p.payment_ref
    WHERE g.org_id = $1 AND g.id = $3 AND g.source = 'plan' AND g.business_key LIKE 'plan:%'`;

const PAGE = `
  SELECT d.id, d.kind, (d.content::jsonb)->>'title' AS title, d.number, d.issued_at AS at, d.attempt_id AS "attemptId",
      d.net::text, d.tax::text, d.gross::text
    FROM documents d
    WHERE d.org_id = $1 AND ($2::text[] IS NULL OR d.kind = ANY ($2::text[]))
      AND ($3::uuid IS NULL OR d.attempt_id IN (${PAID_BY}))
      AND ($4::timestamptz IS NULL OR (d.issued_at, d.id) < ($4::timestamptz, $5::uuid))
    ORDER BY d.issued_at DESC, d.id DESC LIMIT $6`;
