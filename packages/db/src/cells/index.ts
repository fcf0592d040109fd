export { type CellUrls, cellUrlsAs, cellUrlsOnlyAs, isCellName, parseCells } from "./cell-name.ts";
export { Directory } from "./directory.ts";
export { listCells } from "./list-cells.ts";
export { ListedCellEntity, type ListedCellRow } from "./listed-cell.entity.ts";
