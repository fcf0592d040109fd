import type { OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";

/** The typed client of one organization of the demo. */
export type Organization = OrganizationClient<Tiered>;
