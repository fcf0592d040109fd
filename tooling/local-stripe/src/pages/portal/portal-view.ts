import type { Customer } from "../../wire/objects.ts";
import type { OpenPortal } from "../parts/host.ts";

/** A session of the portal, and what is known of its customer. */
export interface PortalView {
  readonly id: string;
  readonly portal: OpenPortal;
  readonly customer: Customer;
}
