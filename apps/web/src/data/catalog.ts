import { type Answers, trpc } from "./trpc.ts";

/** What the platform sells: its plans, resources and prices. */
export type Catalog = Answers["catalog"]["get"];
export type CatalogPlan = Catalog["plans"][number];
export type CatalogResource = Catalog["resources"][number];

const FRESH_MS = 60_000;

/** What the platform sells to new organizations, for everybody. */
export const catalogQuery = () => trpc.catalog.get.queryOptions(undefined, { staleTime: FRESH_MS });

/** What the platform sells to an organization, by the version of the catalog that it has and by its contract. */
export const orgCatalogQuery = (org: string) =>
  trpc.catalog.ofOrganization.queryOptions({ org }, { staleTime: FRESH_MS });
