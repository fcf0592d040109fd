import { markDone } from "../claims/claim.ts";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import {
  GatewayCustomerEntity,
  type GatewayCustomerRow,
  GatewayEventEntity,
  GatewayPaymentEntity,
  type GatewayPaymentRow,
} from "./gateway.entities.ts";

/**
 * Claims a payment of the gateway for an attempt. Safe to repeat.
 * @returns false if the payment belongs to another attempt, or the attempt has another payment
 * @source docs/invariants.md#l22
 */
export async function claimPayment(
  tx: PlatformTx,
  { id, orgId, attemptId }: Omit<GatewayPaymentRow, "claimedAt">,
): Promise<boolean> {
  const payments = tx.repository(GatewayPaymentEntity);
  const claim = { id, orgId, attemptId, claimedAt: await timeOf(tx) };
  await payments.createQueryBuilder().insert().values(claim).orIgnore().execute();
  return payments.existsBy({ id, orgId, attemptId });
}

/** The attempt that a payment of the gateway was claimed for. */
export function attemptOfPayment(
  platform: PlatformSource | PlatformTx,
  id: string,
): Promise<Pick<GatewayPaymentRow, "orgId" | "attemptId"> | null> {
  return platform.repository(GatewayPaymentEntity).findOneBy({ id });
}

/**
 * Claims a customer of the gateway for an organization. Safe to repeat.
 * @returns the customer of the organization: another one if it was claimed before
 */
export async function claimCustomer(
  tx: PlatformTx,
  { id, orgId, livemode }: Omit<GatewayCustomerRow, "createdAt">,
): Promise<GatewayCustomerRow> {
  const customers = tx.repository(GatewayCustomerEntity);
  const claim = { id, orgId, livemode, createdAt: await timeOf(tx) };
  await customers.createQueryBuilder().insert().values(claim).orIgnore().execute();
  return customers.findOneByOrFail({ orgId });
}

/** The customer of an organization at the gateway. */
export function customerOf(platform: PlatformSource | PlatformTx, orgId: string): Promise<GatewayCustomerRow | null> {
  return platform.repository(GatewayCustomerEntity).findOneBy({ orgId });
}

/** The organization of a customer of the gateway. @returns `null` for a customer that Scrip did not make */
export async function organizationOfCustomer(
  platform: PlatformSource | PlatformTx,
  id: string,
): Promise<string | null> {
  const row = await platform.repository(GatewayCustomerEntity).findOneBy({ id });
  return row?.orgId ?? null;
}

/** Marks an event as booked or ignored, with its due work. Safe to repeat. */
export async function endEvent(tx: PlatformTx, id: string, outcome: "booked" | "ignored"): Promise<void> {
  const events = tx.repository(GatewayEventEntity);
  const event = await events.findOneBy({ id });
  if (event?.doneAt === null) await events.update({ id }, { outcome, doneAt: await timeOf(tx) });
  await markDone(tx, { kind: "book_event", ref: id });
}

/** Puts off an event that cannot be booked yet. */
export async function putOffEvent(tx: PlatformTx, id: string, seconds: number): Promise<void> {
  await tx.query(
    `UPDATE platform_due SET due_at = clock_timestamp() + make_interval(secs => $2)
      WHERE kind = 'book_event' AND ref = $1 AND parked_at IS NULL`,
    [id, seconds],
  );
}

async function timeOf(tx: PlatformTx): Promise<Date> {
  const [clock] = await tx.query<[{ now: Date }]>("SELECT date_trunc('milliseconds', clock_timestamp()) AS now");
  return clock.now;
}
