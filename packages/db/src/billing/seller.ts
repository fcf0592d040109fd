import type { Seller } from "@scrip/domain/billing/documents";
import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { SellerEntity } from "./seller.entity.ts";

/** The seller of all documents, whose taxes are collected. @returns `null` if an operator has not entered it yet */
export async function sellerOf(platform: PlatformSource | PlatformTx): Promise<Seller | null> {
  const row = await platform.repository(SellerEntity).findOneBy({ id: 1 });
  if (row === null) return null;
  const { id: _, ...seller } = row;
  return seller;
}

/** Writes the seller of all documents, in place of the one that is there. */
export async function saveSeller(tx: PlatformTx, seller: Seller): Promise<void> {
  const { name, address, country, taxIds, rates, prefix } = seller;
  // Two operators who enter it at the same time both succeed, and the later one stays.
  await tx.query(
    `INSERT INTO seller (id, name, address, country, tax_ids, rates, prefix) VALUES (1, $1, $2, $3, $4, $5, $6)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, address = excluded.address, country = excluded.country,
        tax_ids = excluded.tax_ids, rates = excluded.rates, prefix = excluded.prefix`,
    [name, address, country, taxIds, JSON.stringify(rates), prefix],
  );
}
