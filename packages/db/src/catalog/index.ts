export { bookStore } from "./book-store.ts";
export { loadCatalog } from "./load-catalog.ts";
export { copyCatalog, publishCatalog } from "./publish-catalog.ts";
