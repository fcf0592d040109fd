import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsTx } from "../connection/home-source.ts";
import { OrganizationEntity } from "../organizations/organization.entity.ts";
import { DeclinedCardEntity, type DeclinedCardRow, TopUpEntity, type TopUpRow } from "./top-up.entity.ts";

/** Automatic top-up of an organization. @returns `null` if it was never switched on */
export function topUpOf(tx: OrganizationsTx, orgId: string): Promise<TopUpRow | null> {
  return tx.repository(TopUpEntity).findOneBy({ orgId });
}

/** Writes automatic top-up as it is now. The organization is locked. */
export async function saveTopUp(tx: OrganizationsTx, before: TopUpRow | null, after: TopUpRow): Promise<void> {
  const { orgId, ...changes } = after;
  if (before === null) await tx.repository(TopUpEntity).insert(after);
  else await tx.repository(TopUpEntity).update({ orgId }, changes);
}

/** Sets the threshold below which commands of the ledger ask automatic top-up; `null` if none may ask. Micro-USD. */
export async function armTopUp(tx: OrganizationsTx, orgId: string, topUpBelow: Micros | null): Promise<void> {
  await tx.repository(OrganizationEntity).update({ orgId }, { topUpBelow });
}

/** The declines of a card since it was last charged. */
export function declinedCard(tx: OrganizationsTx, orgId: string, card: string): Promise<DeclinedCardRow | null> {
  return tx.repository(DeclinedCardEntity).findOneBy({ orgId, card });
}

/** Writes the declines of a card. */
export async function saveDeclinedCard(tx: OrganizationsTx, row: DeclinedCardRow): Promise<void> {
  const { orgId, card, ...rest } = row;
  const { affected } = await tx.repository(DeclinedCardEntity).update({ orgId, card }, rest);
  if (affected === 0) await tx.repository(DeclinedCardEntity).insert(row);
}

/** Forgets the declines of a card, which was charged. */
export async function forgetDeclinedCard(tx: OrganizationsTx, orgId: string, card: string): Promise<void> {
  await tx.repository(DeclinedCardEntity).delete({ orgId, card });
}

/**
 * The spendable credit of an organization that is locked: without lapsed credit, swept or not, and without credit that
 * pays debt. Micro-USD.
 */
export async function spendableOf(tx: OrganizationsTx, orgId: string, at: Date): Promise<Micros> {
  const [row] = await tx.query<{ spendable: string }[]>(
    `SELECT greatest(o.available - o.owed - coalesce((
        SELECT sum(avail) FROM grants WHERE org_id = $1 AND is_open AND expires_at <= greatest(o.at, $2)), 0), 0)::bigint::text
      AS spendable FROM organizations o WHERE org_id = $1`,
    [orgId, at],
  );
  if (row === undefined) throw new Error(`there is no organization ${orgId}`);
  return BigInt(row.spendable);
}

/** What was bought automatically since two instants, net in micro-USD. A payment without an outcome counts. */
export async function boughtAutomatically(
  tx: OrganizationsTx,
  orgId: string,
  { day, month }: { readonly day: Instant; readonly month: Instant },
): Promise<{ readonly day: Micros; readonly month: Micros }> {
  const [row] = await tx.query<{ day: string; month: string }[]>(
    `SELECT coalesce(sum(net) FILTER (WHERE created_at >= $2), 0)::text AS day, coalesce(sum(net), 0)::text AS month
      FROM payment_attempts WHERE org_id = $1 AND created_at >= $3 AND purpose = 'auto_topup' AND state <> 'failed'`,
    [orgId, new Date(day), new Date(month)],
  );
  return { day: BigInt(row?.day ?? 0), month: BigInt(row?.month ?? 0) };
}
