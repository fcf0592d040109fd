export { openDataSource } from "./data-source.ts";
