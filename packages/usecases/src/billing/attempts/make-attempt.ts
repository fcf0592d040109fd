import { insertAttempt, type PaymentAttemptRow, type PaymentPurpose } from "@scrip/db/billing";
import { newId, type OrganizationsTx } from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import type { LockedOrganization } from "@scrip/db/organizations";
import type { PaymentWay } from "@scrip/domain/billing/attempts";
import { type Sale, saleToJson, saleTotal } from "@scrip/domain/billing/documents";
import type { Catalog } from "@scrip/domain/catalog";
import type { Actor } from "@scrip/domain/ledger";
import { CENT, type Micros } from "@scrip/domain/money";

/** How long the call that made an attempt has to carry it out. After that it counts as interrupted. */
const PATIENCE_MS = 60_000;

/** What a new attempt is about. */
export interface AttemptTerms {
  readonly purpose: PaymentPurpose;
  readonly way: PaymentWay;
  /** What is sold, to whom: net, tax and gross follow from it. */
  readonly sale: Sale<Catalog>;
  /** Who pays at the gateway, and whether real money moves. */
  readonly account: { readonly customer: string; readonly livemode: boolean };
  readonly actor: Actor;
  /** The caller's name for it, with the SHA-256 of what was asked. */
  readonly key?: { readonly idempotencyKey: string; readonly payloadHash: Buffer } | undefined;
  /** Credit on top of a purchase, in micro-USD, and its life in days of 24 hours. */
  readonly bonus?: { readonly amount: Micros; readonly days: number } | null | undefined;
  /** Of a payment for a plan: the subscription, or the request that starts it; the first month; the try of that month. */
  readonly period?: { readonly subscriptionId: string; readonly month: number; readonly try: number } | undefined;
  /** Of an automatic top-up: the caps of the day and of the month that it keeps, in micro-USD. */
  readonly caps?: { readonly day: Micros; readonly month: Micros } | undefined;
  /** The saved method that is charged. */
  readonly method?: SavedMethod | undefined;
}

/** A payment method of the organization. */
export interface SavedMethod {
  readonly id: string;
  readonly fingerprint: string | null;
  /** In words: `"Visa ending in 4242"`. */
  readonly paidWith: string;
}

/**
 * Writes down an attempt to take a payment, the first of its three phases, with the due work that resolves it if the
 * caller is interrupted. The commit comes before the gateway is asked.
 * @param organization is locked by the transaction
 * @throws RangeError for an amount that is not above zero and in whole cents
 * @source docs/rules.md#payment-attempts
 */
export async function makeAttempt(
  tx: OrganizationsTx,
  organization: LockedOrganization,
  terms: AttemptTerms,
): Promise<PaymentAttemptRow> {
  const { purpose, way, sale, account, actor, key, bonus, period, caps, method } = terms;
  const { net, tax, gross } = saleTotal(sale).total;
  if (net <= 0n || net % CENT !== 0n || gross % CENT !== 0n) throw new RangeError(`${net} is no amount of a payment`);
  const { orgId, time, onTestClock } = organization;
  const attempt = await insertAttempt(tx, organization, {
    id: newId(),
    purpose,
    way,
    net,
    tax,
    gross,
    sale: saleToJson(sale),
    bonus: bonus?.amount ?? null,
    bonusDays: bonus?.days ?? null,
    dayCap: caps?.day ?? null,
    monthCap: caps?.month ?? null,
    customer: account.customer,
    livemode: account.livemode,
    subscriptionId: period?.subscriptionId ?? null,
    month: period?.month ?? null,
    try: period?.try ?? null,
    actorType: actor.type,
    actorId: actor.id,
    idempotencyKey: key?.idempotencyKey ?? null,
    payloadHash: key?.payloadHash ?? null,
    method: method?.id ?? null,
    fingerprint: method?.fingerprint ?? null,
    paidWith: method?.paidWith ?? null,
  });
  const dueAt = time.getTime() + PATIENCE_MS;
  await setDue(tx, { orgId, kind: "resolve_attempt", refId: attempt.id, onTestClock, dueAt });
  return attempt;
}
