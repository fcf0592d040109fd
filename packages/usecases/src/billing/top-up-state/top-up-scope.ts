import {
  boughtAutomatically,
  declinedCard,
  defaultMethodOf,
  hasParkedTopUp,
  openAttempts,
  type PaymentMethodRow,
  spendableOf,
  type TopUpRow,
  topUpOf,
} from "@scrip/db/billing";
import type { OrganizationsTx } from "@scrip/db/connection";
import type { LockedOrganization } from "@scrip/db/organizations";
import { attentionOf } from "@scrip/domain/billing/methods";
import {
  type Breaker,
  capWindows,
  type TopUpFacts,
  type TopUpSettings,
  type TopUpState,
} from "@scrip/domain/billing/top-up";
import type { Catalog } from "@scrip/domain/catalog";
import type { DueKind } from "@scrip/domain/due";
import type { Instant } from "@scrip/domain/ledger";
import { usd } from "@scrip/domain/money";

/** A transaction that has locked an organization, in which automatic top-up is decided. */
export interface TopUpScope {
  readonly tx: OrganizationsTx;
  readonly organization: LockedOrganization;
  readonly catalog: Catalog;
  /** Whether nobody is told of changes. */
  readonly isQuiet: boolean;
  /** Writes, moves or removes due work, at the organization's time. */
  readonly setDue: (kind: DueKind, refId: string, dueAt: Instant | null) => Promise<void>;
}

/** Automatic top-up of an organization with all that decides about it. */
export interface TopUpRead {
  readonly row: TopUpRow;
  readonly facts: TopUpFacts;
  /** The payment method that it charges; `null` without a valid one. */
  readonly method: PaymentMethodRow | null;
}

/** Reads automatic top-up. @returns `null` if it was never switched on */
export async function readTopUp(scope: TopUpScope): Promise<TopUpRead | null> {
  const row = await topUpOf(scope.tx, scope.organization.orgId);
  return row === null ? null : { row, ...(await readFacts(scope)) };
}

/** An organization at an instant; it is locked if something follows from what is read. */
export interface FactsScope extends Pick<TopUpScope, "tx" | "catalog"> {
  readonly organization: Pick<LockedOrganization, "orgId" | "time" | "isClosed">;
}

/** Reads what decides about a top-up now. */
export async function readFacts({ tx, organization, catalog }: FactsScope): Promise<Omit<TopUpRead, "row">> {
  const { orgId, time } = organization;
  const now = time.getTime();
  const found = await defaultMethodOf(tx, orgId);
  const method = found === null || attentionOf(found, now) === "expired" || organization.isClosed ? null : found;
  const card = method === null ? null : cardOf(method);
  const open = await openAttempts(tx, orgId);
  const { minimum, maximum } = catalog.limits.purchases;
  const facts: TopUpFacts = {
    now,
    available: await spendableOf(tx, orgId, time),
    isPaying: open.some(({ purpose }) => purpose !== "subscription") || (await hasParkedTopUp(tx, orgId)),
    card,
    breaker: card === null ? null : await breakerOf(tx, orgId, card),
    bought: await boughtAutomatically(tx, orgId, capWindows(now)),
    purchases: { minimum: usd(minimum), maximum: usd(maximum) },
  };
  return { facts, method };
}

/** The name by which declines of a payment method are counted: its fingerprint, or its id if it has none. */
export function cardOf({ fingerprint, id }: Pick<PaymentMethodRow, "fingerprint" | "id">): string {
  return fingerprint ?? id;
}

/** The declines of a card since it was last charged. */
export async function breakerOf(tx: OrganizationsTx, orgId: string, card: string): Promise<Breaker | null> {
  const row = await declinedCard(tx, orgId, card);
  if (row === null) return null;
  return { fingerprint: row.card, failedAt: row.failedAt.getTime(), retryAt: row.retryAt?.getTime() ?? null };
}

/** What a member set. */
export function settingsOf(row: TopUpRow): TopUpSettings {
  const { state, threshold, amount, target, perDay, perMonth } = row;
  const buys = amount === null ? { kind: "up_to", target: target ?? 0n } : { kind: "amount", amount };
  return { isOn: state !== "off", threshold, buys: buys as TopUpSettings["buys"], perDay, perMonth };
}

/** Where it stood when it was last decided. */
export function stateOf({ state, until }: Pick<TopUpRow, "state" | "until">): TopUpState {
  return { kind: state, ...(until !== null && { until: until.getTime() }) } as TopUpState;
}
