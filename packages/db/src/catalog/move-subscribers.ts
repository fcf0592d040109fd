import type { Instant } from "@scrip/domain/ledger";
import { writePlatformDue } from "../claims/claim.ts";
import type { Homes, OrganizationsTx } from "../connection/home-source.ts";
import { inPlatform } from "../connection/in-home.ts";
import { CatalogMoveCopyEntity, CatalogMoveEntity } from "./catalog-move.entities.ts";
import { copyCatalogNow, copyOf } from "./copy-catalog.ts";

/**
 * Decides that subscribers move to a published version at a renewal. The first decision about a version stays. Safe to
 * repeat. Only the database's owner may.
 * @param renewalsFrom renewals at or after this instant move; the time before it is the notice
 * @returns the instant that stands
 * @source docs/rules.md#catalog-moves
 */
export async function moveSubscribers(
  homes: Homes,
  version: number,
  { now, renewalsFrom }: { readonly now: Instant; readonly renewalsFrom: Instant },
): Promise<Instant> {
  const stands = await inPlatform(homes.platform, async (tx) => {
    const move = { version, decidedAt: new Date(now), renewalsFrom: new Date(renewalsFrom) };
    const moves = tx.repository(CatalogMoveEntity);
    const isNew = !(await moves.existsBy({ version }));
    await moves.createQueryBuilder().insert().values(move).orIgnore().execute();
    await writePlatformDue(tx, copyOf(version));
    // The worker tells the subscribers.
    if (isNew) await writePlatformDue(tx, { kind: "announce_move", ref: `${version}` }, "now");
    return (await moves.findOneByOrFail({ version })).renewalsFrom;
  });
  await copyCatalogNow(homes, version);
  return stands.getTime();
}

/** A decision that subscribers move to a version. */
export interface Move {
  readonly decidedAt: Instant;
  /** Renewals at or after this instant move. */
  readonly renewalsFrom: Instant;
}

/** The decision that subscribers move to a version, as renewals read it; `null` if there is none. */
export async function moveTo(tx: OrganizationsTx, version: number): Promise<Move | null> {
  const move = await tx.repository(CatalogMoveCopyEntity).findOneBy({ version });
  if (move === null) return null;
  return { decidedAt: move.decidedAt.getTime(), renewalsFrom: move.renewalsFrom.getTime() };
}

/**
 * The catalog version of a subscription after a renewal: the newest one to which renewals of that instant move.
 * @param current the version until the renewal
 * @param at the instant of the renewal, of the organization's time
 * @source docs/rules.md#catalog-moves
 */
export async function versionAtRenewal(tx: OrganizationsTx, current: number, at: Instant): Promise<number> {
  const [row] = await tx.query<[{ version: number }]>(
    `SELECT coalesce(max(version), $1)::integer AS version FROM catalog_move_copies
      WHERE version > $1 AND renewals_from <= $2`,
    [current, new Date(at)],
  );
  return row.version;
}
