import { isTaxId, newTaxId, type TaxIdType } from "../../objects/tax-id.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { TaxId } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** Adds a tax id to a customer, or to the account itself. @throws StripeError `tax_id_invalid` */
export function createTaxId(world: World, customer: string | null, type: TaxIdType, value: string): TaxId {
  if (!isTaxId(type, value)) throw invalid(`Invalid value for ${type}.`, { code: "tax_id_invalid", param: "value" });
  const taxId = world.put(newTaxId(customer, type, value, world.nowOf(customer)));
  if (customer !== null) world.emit("customer.tax_id.created", taxId);
  return taxId;
}

export function deleteTaxId(world: World, taxId: TaxId): void {
  world.remove("tax_id", taxId.id);
  if (taxId.customer !== null) world.emit("customer.tax_id.deleted", taxId);
}

/** The tax office answered. */
export function verifyTaxId(
  world: World,
  taxId: TaxId,
  status: "pending" | "unavailable" | "unverified" | "verified",
  name: string | null = null,
  address: string | null = null,
): TaxId {
  const verification = { status, verified_address: address, verified_name: name };
  return world.update(taxId, { verification }, "customer.tax_id.updated");
}
