import type { Catalog } from "./catalog.ts";
import { payg } from "./payg.ts";
import { tiered } from "./tiered.ts";

/**
 * The catalogs that ship, by name. The first one is the default of a deployment.
 * @source docs/rules.md#catalog-of-a-deployment
 */
export const SHIPPED_CATALOGS = { tiered, payg } as const satisfies Readonly<Record<string, Catalog>>;
