export { addCell, addFirstCell, copyCatalogs } from "./add-cell.ts";
export { checkCell, checkHomes, checkServer, requireDurability } from "./boot-check.ts";
export { checkVerifyCell, checkVerifyCells } from "./check-verify-cells.ts";
export { checkLedgerRole, checkVerifyRole, requireLesserRole } from "./lesser-role.ts";
export { type LookedAtCell, lookAtCell } from "./look-at-cell.ts";
export { prepareCells, type UnpreparedCell } from "./prepare-cells.ts";
export { prepareDatabase } from "./prepare-database.ts";
export { requireSchemaVersion, schemaVersionAt } from "./schema-check.ts";
export { requireSupportedVersion } from "./supported-version.ts";
