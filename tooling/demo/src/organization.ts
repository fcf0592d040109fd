import type { OrganizationClient } from "@scrip/client";
import type { Tiered } from "@scrip/domain/catalog";

/** One organization of the demo, through the typed client. */
export type Organization = OrganizationClient<Tiered>;
