import type { TaxIdState } from "@scrip/domain/billing/details";
import { checks } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** The billing details of an organization. */
export interface BillingDetailsRow {
  orgId: string;
  name: string;
  line1: string;
  line2: string | null;
  postalCode: string | null;
  city: string;
  region: string | null;
  country: string;
  email: string | null;
  taxId: string | null;
  taxIdState: TaxIdState | null;
}

export const BillingDetailsEntity = organizationEntity<BillingDetailsRow>({
  name: "billingDetails",
  tableName: "billing_details",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "billing_details_pkey" },
    name: { type: "text" },
    line1: { type: "text" },
    line2: { type: "text", nullable: true },
    postalCode: { type: "text", nullable: true },
    city: { type: "text" },
    region: { type: "text", nullable: true },
    country: { type: "text" },
    email: { type: "text", nullable: true },
    taxId: { type: "text", nullable: true },
    taxIdState: { type: "text", nullable: true },
  },
  foreignKeys: [toOrganization("billing_details_organization_fkey")],
  checks: checks("billing_details_country", "billing_details_tax_id"),
});
