export { identityOf } from "./cell-identity.ts";
export { type CellUrls, cellUrlsAs, cellUrlsOnlyAs, isCellName, parseCells } from "./cell-name.ts";
export { CellsGuard } from "./cells-guard.ts";
export { Directory } from "./directory.ts";
export { listCells } from "./list-cells.ts";
export { ListedCellEntity, type ListedCellRow } from "./listed-cell.entity.ts";
