export { checkHomes, checkServer } from "./boot-check.ts";
export { checkLedgerRole, checkVerifyRole } from "./lesser-role.ts";
export { prepareDatabase } from "./prepare-database.ts";
