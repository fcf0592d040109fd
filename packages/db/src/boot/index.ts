export { checkCell, checkHomes, checkServer, requireDurability, requireSchemaVersion } from "./boot-check.ts";
export { checkLedgerRole, checkVerifyRole, requireLesserRole } from "./lesser-role.ts";
export { prepareDatabase } from "./prepare-database.ts";
export { requireSupportedVersion } from "./supported-version.ts";
