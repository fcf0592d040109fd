import type { Instant } from "@scrip/domain/ledger";
import type { PaymentPurpose } from "../../billing/payment-attempt.entity.ts";
import type { PlatformSource } from "../../connection/home-source.ts";
import { askEveryCell, type VerifyCells } from "../../connection/verify-cells.ts";

/** A payment that waits for an operator. Amounts are digits of micro-USD. */
export interface ParkedAttempt {
  readonly orgId: string;
  readonly organization: string;
  readonly attempt: string;
  readonly purpose: PaymentPurpose;
  readonly gross: string;
  readonly why: string;
  /** The gateway's name: `pi_...`. */
  readonly payment: string | null;
  readonly createdAt: Instant;
}

/** Due work of payments that was tried too often. */
export interface ParkedWork {
  readonly orgId: string;
  readonly organization: string;
  readonly kind: string;
  readonly ref: string;
  readonly problem: string;
  readonly parkedAt: Instant;
}

/** An event of the gateway, or another claim of payments, that was tried too often. */
export interface ParkedClaim {
  readonly kind: string;
  readonly ref: string;
  /** The type of an event, such as `charge.refunded`. */
  readonly type: string | null;
  /** The object that an event is about. */
  readonly object: string | null;
  readonly problem: string;
  readonly parkedAt: Instant;
}

/** Everything about payments that waits for an operator, the oldest first. */
export interface ParkedCases {
  readonly attempts: readonly ParkedAttempt[];
  readonly work: readonly ParkedWork[];
  readonly claims: readonly ParkedClaim[];
  /** The cells that do not answer, whose organizations are left out. */
  readonly away: readonly string[];
}

/** The kinds of due work of payments and their documents. */
const KINDS = [
  "resolve_attempt",
  "sync_subscription",
  "start_topup",
  "refresh_account",
  "issue_document",
  "issue_statement",
];
const CLAIMS = ["book_event", "number_document"];

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

const ATTEMPTS = `
  SELECT a.org_id AS "orgId", o.name AS organization, a.id AS attempt, a.purpose, a.gross::text AS gross, a.why,
    a.payment_id AS payment, ${ms("a.created_at")} AS "createdAt"
  FROM payment_attempts a JOIN organizations o ON o.org_id = a.org_id
  WHERE a.state = 'parked' AND o.moved_to IS NULL
    AND NOT EXISTS (SELECT FROM attempt_decisions d WHERE d.org_id = a.org_id AND d.attempt_id = a.id AND d.undone_at IS NULL)
  ORDER BY a.created_at, a.id LIMIT $1`;

/** The work of a parked attempt is parked with it: the attempt itself is shown. */
const WORK = `
  SELECT d.org_id AS "orgId", o.name AS organization, d.kind, d.ref_id AS ref, coalesce(d.problem, '') AS problem,
    ${ms("d.parked_at")} AS "parkedAt"
  FROM due d JOIN organizations o ON o.org_id = d.org_id
  WHERE d.parked_at IS NOT NULL AND d.kind = ANY ($2) AND o.moved_to IS NULL
    AND NOT (d.kind = 'resolve_attempt' AND EXISTS (
      SELECT FROM payment_attempts a WHERE a.org_id = d.org_id AND a.id = d.ref_id AND a.state = 'parked'))
  ORDER BY d.parked_at, d.ref_id LIMIT $1`;

const OF_PLATFORM = `
  SELECT d.kind, d.ref, e.type, e.object_id AS object, coalesce(d.problem, '') AS problem,
    ${ms("d.parked_at")} AS "parkedAt"
  FROM platform_due d LEFT JOIN gateway_events e ON d.kind = 'book_event' AND e.id = d.ref
  WHERE d.parked_at IS NOT NULL AND d.kind = ANY ($2) ORDER BY d.parked_at, d.ref LIMIT $1`;

/**
 * Reads what waits for an operator, of all organizations.
 * @param verify the pools of the role that reads all organizations and writes nothing
 * @param most rows of each kind
 */
export async function parkedCases(verify: VerifyCells, platform: PlatformSource, most: number): Promise<ParkedCases> {
  const [{ answers, away }, claims] = await Promise.all([
    askEveryCell(verify, async ({ pool }) => {
      const [attempts, work] = await Promise.all([
        pool.query<ParkedAttempt>(ATTEMPTS, [most]),
        pool.query<ParkedWork>(WORK, [most, KINDS]),
      ]);
      return { attempts: attempts.rows, work: work.rows };
    }),
    platform.query<ParkedClaim[]>(OF_PLATFORM, [most, CLAIMS]),
  ]);
  const attempts = answers.flatMap((each) => each.attempts).toSorted((a, b) => a.createdAt - b.createdAt);
  const work = answers.flatMap((each) => each.work).toSorted((a, b) => a.parkedAt - b.parkedAt);
  return { attempts: attempts.slice(0, most), work: work.slice(0, most), claims, away };
}
