import type { Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { GRANT_NAMED, type GrantNamed } from "./grant-json.ts";

/** How a grant paid a charge: from the hold, from free credit, or later through the debt of the charge. */
export type PaidThrough = "hold" | "available" | "debt";

/** The credit that one grant gave to a charge, in one entry and one way. Digits of micro-USD. */
export interface GrantPaid extends GrantNamed {
  readonly through: PaidThrough;
  readonly amount: string;
  readonly seq: number;
  readonly at: Instant;
}

/** The part of a charge that credit did not cover: `amount = open + paid + forgiven`. */
export interface ChargeDebt {
  readonly amount: string;
  readonly open: string;
  readonly paid: string;
  readonly forgiven: string;
  /** The entries that forgave parts of it. */
  readonly forgivenBy: readonly { readonly seq: number; readonly at: Instant; readonly amount: string }[];
}

/** A charge and all credit that paid it. */
export interface ChargeLineage {
  /** Its id, a bare UUID. */
  readonly charge: string;
  /** The entry of the charge; `null` for a charge of zero, which has no entry. */
  readonly seq: number | null;
  readonly at: Instant;
  readonly amount: string;
  readonly job: string | null;
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
  /** In the order of entries. With the open and forgiven parts of the debt they add up to the amount. */
  readonly paidBy: readonly GrantPaid[];
  /** `null` if credit covered the charge. */
  readonly debt: ChargeDebt | null;
}

/**
 * Reads a charge with the grants that paid it: from its hold, from free credit, and through its debt.
 * @returns `null` if the organization has no such charge
 * @throws OrganizationMissing
 */
export async function chargeLineage(
  organizations: OrganizationsSource,
  orgId: string,
  chargeId: string,
): Promise<ChargeLineage | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: CHARGE, values: [orgId, chargeId] });
    return (row?.charge ?? null) as ChargeLineage | null;
  });
}

// The postings of the charge's entry that name no debt, and all postings that name the charge's debt.
const PAID = `
  SELECT json_agg(json_build_object(${GRANT_NAMED}, 'through', p.through, 'amount', p.amount::text,
      'seq', p.seq, 'at', instant_ms(pe.at)) ORDER BY p.seq, p.n)
    FROM (
      SELECT o.grant_id, o.seq, min(o.n) AS n, sum(o.amount) AS amount,
          CASE o.from_bucket WHEN 'held' THEN 'hold' ELSE 'available' END AS through
        FROM postings o WHERE o.org_id = $1 AND o.seq = e.seq AND o.to_bucket = 'spent' AND o.debt_id IS NULL
        GROUP BY o.grant_id, o.seq, o.from_bucket
      UNION ALL
      SELECT o.grant_id, o.seq, min(o.n), sum(o.amount), 'debt'
        FROM postings o WHERE o.org_id = $1 AND o.debt_id = d.id AND o.to_bucket = 'spent'
        GROUP BY o.grant_id, o.seq) p
      JOIN grants g ON g.org_id = $1 AND g.id = p.grant_id
      JOIN entries pe ON pe.org_id = $1 AND pe.seq = p.seq`;

const FORGIVEN = `
  SELECT json_agg(json_build_object('seq', o.seq, 'at', instant_ms(fe.at), 'amount', o.amount::text) ORDER BY o.seq, o.n)
    FROM postings o JOIN entries fe ON fe.org_id = $1 AND fe.seq = o.seq
    WHERE o.org_id = $1 AND o.debt_id = d.id AND o.to_bucket = 'forgiven'`;

const CHARGE = `
  SELECT json_build_object('charge', c.id, 'seq', e.seq, 'at', instant_ms(c.at), 'amount', c.amount::text, 'job', j.ref,
        'resource', c.resource, 'project', c.project, 'member', c.member, 'paidBy', coalesce((${PAID}), '[]'),
        'debt', CASE WHEN d.id IS NULL THEN NULL ELSE json_build_object('amount', d.amount::text, 'open', d.open::text,
          'paid', d.paid::text, 'forgiven', d.forgiven::text, 'forgivenBy', coalesce((${FORGIVEN}), '[]')) END) AS charge
      FROM (SELECT * FROM charges WHERE org_id = $1 AND id = $2 LIMIT 1) c
        LEFT JOIN entries e ON e.org_id = $1 AND e.cause_id = c.id AND e.leg = 1 AND e.cause_type = 'charge'
        LEFT JOIN jobs j ON j.org_id = $1 AND j.id = c.job_id
        LEFT JOIN debts d ON d.org_id = $1 AND d.charge_id = c.id`;
