export { openDataSource } from "./data-source.ts";
export { type CheckCell, type HomeUrls, type OpenHomes, openHomes, openOrganizations } from "./open-homes.ts";
export { openPlatform } from "./open-platform.ts";
export { type OpenVerifyCells, openVerifyCells } from "./open-verify-cells.ts";
