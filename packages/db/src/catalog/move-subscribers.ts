import type { Instant } from "@scrip/domain/ledger";
import { writePlatformDue } from "../claims/claim.ts";
import type { Homes, OrganizationsTx } from "../connection/home-source.ts";
import { inPlatform } from "../connection/in-home.ts";
import { CatalogMoveEntity } from "./catalog-move.entities.ts";
import { copyCatalog, copyOf } from "./publish-catalog.ts";

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
    await tx.repository(CatalogMoveEntity).createQueryBuilder().insert().values(move).orIgnore().execute();
    await writePlatformDue(tx, copyOf(version));
    return (await tx.repository(CatalogMoveEntity).findOneByOrFail({ version })).renewalsFrom;
  });
  await copyCatalog(homes, version);
  return stands.getTime();
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
