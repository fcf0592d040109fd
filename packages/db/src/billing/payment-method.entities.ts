import { checks, instantColumn } from "../connection/columns.ts";
import { toOrganization } from "../connection/foreign-keys.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** The customer of an organization at the gateway. */
export interface BillingAccountRow {
  orgId: string;
  customer: string;
  livemode: boolean;
  /** The gateway's test clock of an organization on a test clock. */
  testClock: string | null;
  /** When the payment methods were last read from the gateway. */
  methodsAt: Date | null;
}

export const BillingAccountEntity = organizationEntity<BillingAccountRow>({
  name: "billingAccount",
  tableName: "billing_accounts",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "billing_accounts_pkey" },
    customer: { type: "text", update: false },
    livemode: { type: "boolean", update: false },
    testClock: { type: "text", update: false, nullable: true },
    methodsAt: { ...instantColumn, nullable: true },
  },
  foreignKeys: [toOrganization("billing_accounts_organization_fkey")],
});

/** A payment method of an organization, as it was last read from the gateway. */
export interface PaymentMethodRow {
  orgId: string;
  /** The gateway's name: `pm_...`. */
  id: string;
  /** `card`, `us_bank_account`, `sepa_debit`. */
  kind: string;
  brand: string | null;
  last4: string | null;
  expMonth: number | null;
  expYear: number | null;
  /** The same for the same card, however often it is added. */
  fingerprint: string | null;
  isDefault: boolean;
  addedAt: Date;
  /** Null while it can be used. */
  removedAt: Date | null;
  /** The expiry that people were told of, as year and month: 203012. */
  toldExpiry: number | null;
}

export const PaymentMethodEntity = organizationEntity<PaymentMethodRow>({
  name: "paymentMethod",
  tableName: "payment_methods",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "payment_methods_pkey" },
    id: { type: "text", primary: true, primaryKeyConstraintName: "payment_methods_pkey" },
    kind: { type: "text", update: false },
    brand: { type: "text", nullable: true },
    last4: { type: "text", nullable: true },
    expMonth: { type: "integer", nullable: true },
    expYear: { type: "integer", nullable: true },
    fingerprint: { type: "text", nullable: true },
    isDefault: { type: "boolean" },
    addedAt: { ...instantColumn, update: false },
    removedAt: { ...instantColumn, nullable: true },
    toldExpiry: { type: "integer", nullable: true },
  },
  foreignKeys: [toOrganization("payment_methods_organization_fkey")],
  indices: [{ name: "payment_methods_one_default", columns: ["orgId"], unique: true, where: "is_default" }],
  checks: checks("payment_methods_expiry", "payment_methods_default"),
});
