export { openDataSource } from "./data-source.ts";
export { type HomeUrls, type OpenHomes, openHomes } from "./open-homes.ts";
