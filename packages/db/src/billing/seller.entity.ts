import { checks } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** Who sells. There is at most one row. */
export interface SellerRow {
  id: 1;
  name: string;
  address: string[];
  country: string;
  taxIds: string[];
  rates: { readonly title: string; readonly country: string; readonly percent: string }[];
  prefix: string;
}

export const SellerEntity = platformEntity<SellerRow>({
  name: "seller",
  tableName: "seller",
  columns: {
    id: { type: "smallint", primary: true, primaryKeyConstraintName: "seller_pkey" },
    name: { type: "text" },
    address: { type: "text", array: true },
    country: { type: "text" },
    taxIds: { type: "text", array: true },
    rates: { type: "jsonb" },
    prefix: { type: "text" },
  },
  checks: checks("seller_only", "seller_country", "seller_prefix"),
});
