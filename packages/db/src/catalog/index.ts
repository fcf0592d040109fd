export { bookStore } from "./book-store.ts";
export { loadCatalog, publishCatalog } from "./catalogs.ts";
