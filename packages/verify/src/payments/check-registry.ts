import type { PeopleFinding } from "../check-people.ts";
import type { KnownAttempt, RegistryRows } from "./read-registry.ts";

const ENDED = new Set(["succeeded", "failed", "parked"]);

/**
 * Checks payments across both homes. L22: a payment that succeeded is claimed for its attempt, or for the parked one in
 * whose place an operator let it be booked; a claim has its attempt; an organization has one customer. L30: an event that
 * is marked as booked has had its effect, and one that is not marked has its due work.
 */
export function checkRegistry(rows: RegistryRows): PeopleFinding[] {
  return [...checkClaims(rows), ...checkCustomers(rows), ...checkEvents(rows)];
}

function checkClaims({ claims, attempts }: RegistryRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const byAttempt = new Map(attempts.map((attempt) => [`${attempt.orgId} ${attempt.id}`, attempt]));
  const claimOf = new Map<string, string>();
  for (const { payment, orgId, attemptId } of claims) {
    if (claimOf.has(payment)) found.push(wrong("L22", [`payment ${payment}`], "it is claimed twice"));
    claimOf.set(payment, `${orgId} ${attemptId}`);
  }
  const bookedFor = new Map(
    attempts.flatMap((parked) => (parked.bookedBy === null ? [] : [[`${parked.orgId} ${parked.bookedBy}`, parked]])),
  );
  for (const { orgId, id, state, payment } of attempts) {
    if (state !== "succeeded" || payment === null) continue;
    const parked = bookedFor.get(`${orgId} ${id}`);
    const claim = claimOf.get(payment);
    const isClaimed = claim === `${orgId} ${id}` || (parked !== undefined && claim === `${orgId} ${parked.id}`);
    if (!isClaimed)
      found.push(
        wrong("L22", [`attempt ${id} of organization ${orgId}`], `its payment ${payment} is not claimed for it`),
      );
  }
  for (const { payment, orgId, attemptId } of claims) {
    const attempt = byAttempt.get(`${orgId} ${attemptId}`);
    if (attempt !== undefined && isFor(attempt, payment)) continue;
    if (attempt === undefined) continue;
    found.push(wrong("L22", [`payment ${payment}`], `its attempt ${attemptId} has the payment ${attempt.payment}`));
  }
  return found;
}

/** Whether a claim fits its attempt: between the claim and the booking the attempt does not know its payment. */
function isFor({ state, payment }: KnownAttempt, claimed: string): boolean {
  return payment === claimed || (payment === null && state !== "succeeded");
}

function checkCustomers({ customers, accounts }: RegistryRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const registered = new Map(customers.map(({ orgId, customer }) => [orgId, customer]));
  for (const { orgId, customer } of accounts)
    if (registered.get(orgId) !== customer)
      found.push(wrong("L22", [`customer ${customer} of organization ${orgId}`], "the platform has not claimed it"));
  return found;
}

function checkEvents({ events, due, claims, attempts, moneyTaken }: RegistryRows): PeopleFinding[] {
  const found: PeopleFinding[] = [];
  const open = new Set(due);
  const states = new Map(attempts.map(({ orgId, id, state }) => [`${orgId} ${id}`, state]));
  const claimOf = new Map(claims.map(({ payment, orgId, attemptId }) => [payment, `${orgId} ${attemptId}`]));
  const taken = new Set(moneyTaken);
  for (const { id, type, objectId, isDone } of events) {
    const rows = [`event ${id}`];
    if (!isDone) {
      if (!open.has(id)) found.push(wrong("L30", rows, "it is not booked, and has no due work"));
      continue;
    }
    if (open.has(id)) found.push(wrong("L30", rows, "it is booked, and its due work is open"));
    const claim = claimOf.get(objectId);
    const hasEffect =
      type === "payment_intent.succeeded"
        ? claim !== undefined && ENDED.has(states.get(claim) ?? "")
        : taken.has(objectId);
    if (!hasEffect) found.push(wrong("L30", rows, `it is booked, and ${objectId} has had no effect`));
  }
  return found;
}

function wrong(invariant: PeopleFinding["invariant"], rows: readonly string[], message: string): PeopleFinding {
  return { invariant, rows, message };
}
