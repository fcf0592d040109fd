import { livesHere, type Places, readCells } from "../cells.ts";
import { type Cells, readRows, text } from "../read.ts";

/** A claim of a payment of the gateway for an attempt. */
export interface ClaimedPayment {
  readonly payment: string;
  readonly orgId: string;
  readonly attemptId: string;
}

/** An attempt that knows its payment, or has ended. */
export interface KnownAttempt {
  readonly orgId: string;
  readonly id: string;
  readonly state: string;
  /** `null` while it is not known. */
  readonly payment: string | null;
  /** The attempt that books the payment in its place, as an operator decided. */
  readonly bookedBy: string | null;
}

/** An event that is marked as booked, or that waits. */
export interface EventLine {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly isDone: boolean;
}

/** The customer of an organization, as one home has it. */
export interface CustomerLine {
  readonly orgId: string;
  readonly customer: string;
}

/** What both homes say of payments. */
export interface RegistryRows {
  readonly claims: readonly ClaimedPayment[];
  readonly attempts: readonly KnownAttempt[];
  readonly customers: readonly CustomerLine[];
  readonly accounts: readonly CustomerLine[];
  readonly events: readonly EventLine[];
  /** The ids of events whose due work is open. */
  readonly due: readonly string[];
  /** The gateway's names of refunds and disputes that organizations have. */
  readonly moneyTaken: readonly string[];
}

/**
 * Reads payments from both homes, one after another. A change between the reads looks like a contradiction: the caller
 * reads again and keeps what both reads show.
 */
export async function readRegistry(places: Places): Promise<RegistryRows> {
  const all = async <Row>(sql: string, read: (row: Cells) => Row): Promise<Row[]> =>
    (await readRows(places.platform, sql, [])).map(read);
  const customer = ([orgId, name]: Cells): CustomerLine => ({ orgId: text(orgId), customer: text(name) });
  const first = ([name]: Cells): string => text(name);
  return {
    // What follows is read first: an effect comes after its cause, and its mark after the effect.
    events: await all(EVENTS, ([id, type, objectId, isDone]) => {
      return { id: text(id), type: text(type), objectId: text(objectId), isDone: isDone === "t" };
    }),
    due: await all("SELECT ref FROM platform_due WHERE kind = 'book_event'", first),
    attempts: await readCells(places, ATTEMPTS, ([orgId, id, state, payment, bookedBy]) => {
      const names = { payment: payment ?? null, bookedBy: bookedBy ?? null };
      return { orgId: text(orgId), id: text(id), state: text(state), ...names };
    }),
    moneyTaken: await readCells(places, MONEY_TAKEN, first),
    accounts: await readCells(
      places,
      `SELECT org_id, customer FROM billing_accounts b WHERE ${livesHere("b")}`,
      customer,
    ),
    claims: await all("SELECT id, org_id, attempt_id FROM gateway_payments", ([id, orgId, attemptId]) => {
      return { payment: text(id), orgId: text(orgId), attemptId: text(attemptId) };
    }),
    customers: await all("SELECT org_id, id FROM gateway_customers", customer),
  };
}

/** Events that wait, and those of kinds whose effect is a row of its own. */
const EVENTS = `
  SELECT id, type, object_id, done_at IS NOT NULL FROM gateway_events
  WHERE done_at IS NULL OR (outcome = 'booked'
    AND (type = 'payment_intent.succeeded' OR type LIKE 'refund.%' OR type LIKE 'charge.dispute.%'))`;
const ATTEMPTS = `
  SELECT a.org_id, a.id, a.state, a.payment_id, d.booked_by
  FROM payment_attempts a LEFT JOIN attempt_decisions d ON d.org_id = a.org_id AND d.attempt_id = a.id AND d.undone_at IS NULL
  WHERE (a.payment_id IS NOT NULL OR a.state IN ('succeeded', 'failed', 'parked')) AND ${livesHere("a")}`;
const MONEY_TAKEN = `
  SELECT gateway_id FROM payment_refunds r WHERE gateway_id IS NOT NULL AND ${livesHere("r")}
  UNION ALL SELECT id FROM payment_disputes d WHERE ${livesHere("d")}`;
