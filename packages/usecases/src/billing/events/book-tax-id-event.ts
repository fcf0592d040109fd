import { verifyTaxId } from "../tax-id/verify-tax-id.ts";
import type { EventHandler } from "./event-in-hand.ts";

/**
 * Books what the tax office said of a tax id: it is read from the gateway again.
 * @source docs/rules.md#billing-details
 */
export const bookTaxIdEvent: EventHandler = async (deps, { orgId }) => {
  await verifyTaxId(deps, orgId);
  return "booked";
};
