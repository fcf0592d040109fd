import { compareBurn } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { GRANT_NAMED, type GrantNamed } from "./grant-json.ts";

/** The credit that one grant gave to all charges of a job, and the part of it that paid debts. Digits of micro-USD. */
export interface JobPart extends GrantNamed {
  readonly amount: string;
  readonly throughDebt: string;
}

/** A job's charges and the grants that paid them. */
export interface JobLineage {
  readonly charged: string;
  /** In burn order. With the open and forgiven amounts they add up to `charged`. */
  readonly paidBy: readonly JobPart[];
  readonly open: string;
  readonly forgiven: string;
}

/**
 * Reads the amounts that grants paid for a job, by the caller's name for it. Slices have the amounts that holds paid,
 * so it reads only the charges that went beyond a hold.
 * @returns `null` if the organization has no such job
 * @throws OrganizationMissing
 */
export async function jobLineage(
  organizations: OrganizationsSource,
  orgId: string,
  ref: string,
): Promise<JobLineage | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: JOB, values: [orgId, ref] });
    if (row === undefined) return null;
    const job = row.job as JobLineage;
    return { ...job, paidBy: job.paidBy.toSorted((a, b) => compareBurn(burnKey(a), burnKey(b))) };
  });
}

function burnKey({ grant: id, ...terms }: JobPart) {
  return { ...terms, id };
}

/** A charge takes free credit or leaves a debt only if it goes beyond its hold, and then it has that flag. */
const JOB = `
  WITH work AS MATERIALIZED (
    SELECT id, charged FROM jobs WHERE org_id = $1 AND ref = $2
  ), beyond AS MATERIALIZED (
    SELECT c.id FROM work JOIN job_charges c ON c.org_id = $1 AND c.job_id = work.id WHERE c.beyond_hold
  ), owing AS MATERIALIZED (
    SELECT d.* FROM beyond JOIN debts d ON d.org_id = $1 AND d.charge_id = beyond.id
  ), gave AS MATERIALIZED (
    SELECT s.grant_id, s.settled AS amount, 0::bigint AS through_debt
      FROM work JOIN holds h ON h.org_id = $1 AND h.job_id = work.id
        JOIN hold_slices s ON s.org_id = $1 AND s.hold_id = h.id WHERE s.settled > 0
    UNION ALL
    SELECT o.grant_id, o.amount, 0
      FROM beyond JOIN entries e ON e.org_id = $1 AND e.cause_id = beyond.id AND e.leg = 1 AND e.cause_type = 'charge'
        JOIN postings o ON o.org_id = $1 AND o.seq = e.seq
      WHERE o.from_bucket = 'avail' AND o.to_bucket = 'spent' AND o.debt_id IS NULL
    UNION ALL
    SELECT o.grant_id, o.amount, o.amount
      FROM owing JOIN postings o ON o.org_id = $1 AND o.debt_id = owing.id WHERE o.to_bucket = 'spent'
  ), by_grant AS MATERIALIZED (
    SELECT grant_id, sum(amount) AS amount, sum(through_debt) AS through_debt FROM gave GROUP BY grant_id
  )
  SELECT json_build_object('charged', work.charged::text,
        'paidBy', coalesce((SELECT json_agg(json_build_object(${GRANT_NAMED}, 'amount', b.amount::text,
            'throughDebt', b.through_debt::text)) FROM by_grant b JOIN grants g ON g.org_id = $1 AND g.id = b.grant_id), '[]'),
        'open', (SELECT coalesce(sum(open), 0)::text FROM owing),
        'forgiven', (SELECT coalesce(sum(forgiven), 0)::text FROM owing)) AS job
    FROM work`;
