export { FOUND, type Found, reconcileSince } from "./found.ts";
