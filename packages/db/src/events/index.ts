export { type Changes, openChanges } from "./changes.ts";
