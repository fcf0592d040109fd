export { checkHomes, checkLedgerRole, checkServer } from "./boot-check.ts";
export { prepareDatabase } from "./prepare-database.ts";
