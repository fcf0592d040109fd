import type { Instant } from "@scrip/domain/ledger";
import type { PlatformSource } from "../connection/home-source.ts";
import { CatalogMoveEntity } from "./catalog-move.entities.ts";
import { CatalogVersionEntity } from "./catalog-version.entity.ts";

/** A published version of the catalog. */
export interface PublishedVersion {
  readonly number: number;
  /** SHA-256 in hex of its text. */
  readonly hash: string;
  /** Its canonical text. */
  readonly text: string;
  readonly publishedAt: Instant;
  /** Since when renewals move subscribers to it; `null` if they do not. */
  readonly moves: { readonly decidedAt: Instant; readonly renewalsFrom: Instant } | null;
}

/** Lists the published versions, the newest first. */
export async function listVersions(platform: PlatformSource, limit: number): Promise<readonly PublishedVersion[]> {
  const versions = await platform.repository(CatalogVersionEntity).find({ order: { number: "DESC" }, take: limit });
  const moves = new Map((await platform.repository(CatalogMoveEntity).find()).map((move) => [move.version, move]));
  return versions.map(({ number, hash, catalog, publishedAt }) => {
    const move = moves.get(number);
    return {
      number,
      hash: hash.toString("hex"),
      text: catalog,
      publishedAt: publishedAt.getTime(),
      moves:
        move === undefined ? null : { decidedAt: move.decidedAt.getTime(), renewalsFrom: move.renewalsFrom.getTime() },
    };
  });
}
