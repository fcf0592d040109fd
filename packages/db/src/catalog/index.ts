export { type BookStore, bookStore } from "./book-store.ts";
export { copyCatalog, copyVersionsTo } from "./copy-catalog.ts";
export { listVersions, type PublishedVersion } from "./list-versions.ts";
export { loadCatalog } from "./load-catalog.ts";
export { moveSubscribers, moveTo, versionAtRenewal } from "./move-subscribers.ts";
export { publishCatalog } from "./publish-catalog.ts";
export { publishedVersion } from "./published-version.ts";
