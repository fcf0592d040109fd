import { createHash } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import { isClaimOpen, writePlatformDue } from "../claims/claim.ts";
import { ADVISORY_LOCKS } from "../connection/advisory-locks.ts";
import type { Homes, PlatformTx } from "../connection/home-source.ts";
import { inPlatform } from "../connection/in-home.ts";
import { CatalogVersionEntity } from "./catalog-version.entity.ts";
import { copyCatalogNow, copyOf } from "./copy-catalog.ts";

/**
 * Publishes a catalog. A text that is not yet published becomes the next version, and the organizations' home gets a
 * copy. Safe to repeat and to run in several processes at the same time. Of several cells, one that is away gets its copy
 * later, from the worker.
 * @param text the catalog in its canonical form (`catalogText` of the domain). Different bytes are different versions.
 * @returns the number of the version with this text. From now on organizations can use this version.
 * @source docs/rules.md#catalog-versions
 */
export async function publishCatalog(homes: Homes, text: string, now: Instant): Promise<number> {
  const { number, isCopied } = await inPlatform(homes.platform, (tx) => claim(tx, text, now));
  if (!isCopied) await copyCatalogNow(homes, number);
  return number;
}

/** Claims a number for a text, unless the text has one already. */
async function claim(tx: PlatformTx, text: string, now: Instant): Promise<{ number: number; isCopied: boolean }> {
  const hash = createHash("sha256").update(text, "utf8").digest();
  // Numbers have no gaps, so a lock makes concurrent publications run one after the other.
  await tx.query("SELECT pg_advisory_xact_lock($1, $2)", [...ADVISORY_LOCKS.publishCatalog]);
  const known = await tx.repository(CatalogVersionEntity).findOneBy({ hash });
  if (known !== null) return { number: known.number, isCopied: !(await isClaimOpen(tx, copyOf(known.number))) };
  const [{ number }] = await tx.query<[{ number: number }]>(
    `INSERT INTO catalog_versions (number, hash, catalog, published_at)
      SELECT coalesce(max(number), 0) + 1, $1, $2, $3 FROM catalog_versions RETURNING number`,
    [hash, text, new Date(now)],
  );
  await writePlatformDue(tx, copyOf(number));
  return { number, isCopied: false };
}
