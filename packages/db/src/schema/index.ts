export { openDataSource } from "./data-source.ts";
export { type HomeUrls, type OpenHomes, openHomes, openOrganizations } from "./open-homes.ts";
