import type { FailedWhy } from "@scrip/domain/billing/attempts";
import { type DocumentKind, type SaleJson, saleFromJson } from "@scrip/domain/billing/documents";
import { type PaymentFacts, type PaymentStatus, paymentStatus } from "@scrip/domain/billing/history";
import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { PaymentPurpose } from "../../billing/payment-attempt.entity.ts";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A payment as a member reads it. Amounts are micro-USD. */
export interface PaymentLine {
  readonly id: string;
  readonly at: Instant;
  readonly purpose: PaymentPurpose;
  readonly lines: ReturnType<typeof saleFromJson>["lines"];
  readonly net: Micros;
  readonly tax: Micros;
  readonly gross: Micros;
  readonly refunded: Micros;
  /** Credit on top of a purchase. */
  readonly bonus: Micros;
  readonly status: PaymentStatus;
  readonly why: FailedWhy | null;
  /** In words: "Visa ending in 4242". */
  readonly paidWith: string | null;
  /** The credit that a purchase gave. */
  readonly grantId: string | null;
  /** Available + on hold - owed after the payment; `null` before it succeeds. */
  readonly balance: Micros | null;
  readonly documents: readonly PaymentDocument[];
}

/** A receipt or a credit note of a payment. */
export interface PaymentDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
}

/** Where a page of payments ends: the next one begins after it. */
export interface PaymentCursor {
  readonly at: Instant;
  readonly id: string;
}

/** A page of payments, the newest first. */
export interface PaymentsPage {
  readonly payments: readonly PaymentLine[];
  readonly next: PaymentCursor | null;
}

interface PaymentJson extends Omit<PaymentFacts, "gross" | "refunded"> {
  readonly id: string;
  readonly at: Instant;
  readonly purpose: PaymentPurpose;
  readonly sale: SaleJson;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly refunded: string;
  readonly bonus: string | null;
  readonly why: string | null;
  readonly paidWith: string | null;
  readonly grantId: string | null;
  readonly balance: string | null;
  readonly documents: readonly PaymentDocument[] | null;
}

/**
 * Reads a page of an organization's payments, the newest first. Pages of the gateway that nobody paid at are left out.
 * @param page `after` is the cursor of the page before; `null` starts with the newest
 * @throws OrganizationMissing
 */
export async function listPayments(
  organizations: OrganizationsSource,
  orgId: string,
  { after, limit }: { readonly after: PaymentCursor | null; readonly limit: number },
): Promise<PaymentsPage> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const place = after === null ? [null, null] : [new Date(after.at).toISOString(), after.id];
    // One row more than the page has shows whether there is a next page.
    const rows = await query({ text: PAGE, values: [orgId, ...place, limit + 1] });
    const payments = rows.slice(0, limit).map(({ payment }) => lineOf(payment as PaymentJson));
    const last = rows[limit - 1];
    const next = rows.length > limit && last !== undefined ? cursorAt(last) : null;
    return { payments, next };
  });
}

function cursorAt({ made_at, payment }: Record<string, unknown>): PaymentCursor {
  return { at: Number(made_at), id: (payment as PaymentJson).id };
}

function lineOf(json: PaymentJson): PaymentLine {
  const { id, at, purpose, paidWith, grantId } = json;
  const amounts = { gross: BigInt(json.gross), refunded: BigInt(json.refunded) };
  const status = paymentStatus({ ...json, ...amounts });
  return {
    id,
    at,
    purpose,
    paidWith,
    grantId,
    ...amounts,
    net: BigInt(json.net),
    tax: BigInt(json.tax),
    bonus: BigInt(json.bonus ?? "0"),
    lines: saleFromJson(json.sale).lines,
    status,
    why: status === "failed" ? (json.why as FailedWhy | null) : null,
    balance: json.balance === null ? null : BigInt(json.balance),
    documents: json.documents ?? [],
  };
}

/**
 * The balance after a purchase is that of the entry of its grant. A payment for a plan has the balance after the entries
 * up to its instant.
 */
const BALANCE = `
  CASE WHEN a.state = 'succeeded' THEN (
    SELECT (e.available + e.reserved - e.owed)::text FROM entries e
      WHERE e.org_id = $1 AND e.seq = coalesce(
        (SELECT g.seq FROM entries g
          WHERE g.org_id = $1 AND g.cause_id = a.grant_id AND g.cause_type = 'grant' AND g.leg = 1),
        entries_before($1, a.ended_at + interval '1 millisecond'))) END`;

const PAGE = `
  WITH page AS MATERIALIZED (
    SELECT * FROM payment_attempts a
      WHERE a.org_id = $1 AND ($2::timestamptz IS NULL OR (a.created_at, a.id) < ($2, $3::uuid))
        AND NOT (a.state = 'failed' AND a.why = 'abandoned')
      ORDER BY a.created_at DESC, a.id DESC LIMIT $4
  )
  SELECT instant_ms(a.created_at) AS made_at, json_build_object(
      'id', a.id, 'at', instant_ms(CASE WHEN a.state = 'succeeded' THEN a.ended_at ELSE a.created_at END),
      'purpose', a.purpose, 'sale', a.sale, 'net', a.net::text, 'tax', a.tax::text, 'gross', a.gross::text,
      'refunded', (SELECT coalesce(sum(r.gross), 0)::text FROM payment_refunds r
        WHERE r.org_id = $1 AND r.attempt_id = a.id AND r.state IN ('pending', 'succeeded')),
      'dispute', (SELECT d.state FROM payment_disputes d
        WHERE d.org_id = $1 AND d.attempt_id = a.id ORDER BY d.opened_at DESC, d.id DESC LIMIT 1),
      'bonus', a.bonus::text, 'state', a.state, 'way', a.way, 'isTaken', a.payment_id IS NOT NULL, 'why', a.why,
      'paidWith', a.paid_with, 'grantId', a.grant_id, 'balance', ${BALANCE},
      'documents', (SELECT json_agg(json_build_object('id', d.id, 'kind', d.kind, 'number', d.number)
          ORDER BY d.issued_at, d.id) FROM documents d WHERE d.org_id = $1 AND d.attempt_id = a.id)) AS payment
    FROM page a ORDER BY a.created_at DESC, a.id DESC`;
