/** The catalog of a platform, as typed code: with it the client accepts only what the platform sells. */
export { type Catalog, defineCatalog, type Tiered, tiered } from "@scrip/domain/catalog";
