import { createHash } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import { isClaimOpen, markDone, type PlatformWork, writePlatformDue } from "../claims/claim.ts";
import { ADVISORY_LOCKS } from "../connection/advisory-locks.ts";
import type { Homes, PlatformTx } from "../connection/home-source.ts";
import { acrossOrganizations, inPlatform } from "../connection/in-home.ts";
import { CatalogCopyEntity } from "./catalog-copy.entity.ts";
import { CatalogVersionEntity } from "./catalog-version.entity.ts";

/**
 * Publishes a catalog: a text that is not yet published becomes the next version, and the organizations' home gets its
 * copy. Safe to run twice and at once.
 * @param text the catalog in its one written form (`catalogText` of the domain); versions differ by its bytes
 * @returns the number of the version with this text, which organizations can now have
 * @source docs/rules.md#catalog-versions
 */
export async function publishCatalog(homes: Homes, text: string, now: Instant): Promise<number> {
  const { number, isCopied } = await inPlatform(homes.platform, (tx) => claim(tx, text, now));
  if (!isCopied) await copyCatalog(homes, number);
  return number;
}

/**
 * Copies a published version to the organizations' home, and marks its claim as done. Safe to repeat.
 * @throws Error for a number that is not published
 */
export async function copyCatalog(homes: Homes, number: number): Promise<void> {
  const version = await homes.platform.repository(CatalogVersionEntity).findOneByOrFail({ number });
  await acrossOrganizations(homes.organizations, (tx) =>
    tx.repository(CatalogCopyEntity).createQueryBuilder().insert().values(version).orIgnore().execute(),
  );
  await markDone(homes.platform, copyOf(number));
}

/** Claims the number of a text, unless it has one. */
async function claim(tx: PlatformTx, text: string, now: Instant): Promise<{ number: number; isCopied: boolean }> {
  const hash = createHash("sha256").update(text, "utf8").digest();
  // Numbers follow each other without gaps, so two catalogs are not published at the same time.
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

function copyOf(number: number): PlatformWork {
  return { kind: "copy_catalog", ref: `${number}` };
}
