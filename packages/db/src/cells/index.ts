export { identityOf } from "./cell-identity.ts";
export { type CellUrls, cellUrlsAs, cellUrlsOnlyAs, isCellName, parseCells } from "./cell-name.ts";
export { CellRefused } from "./cell-refused.ts";
export { CellReporter } from "./cell-reporter.ts";
export { CellsGuard } from "./cells-guard.ts";
export { Directory } from "./directory.ts";
export {
  type CellOrganizations,
  cellFor,
  drainCell,
  organizationsInCell,
  organizationsOfCell,
  removeCell,
  undoDrain,
} from "./drain-cell.ts";
export { listCells } from "./list-cells.ts";
export { ListedCellEntity, type ListedCellRow } from "./listed-cell.entity.ts";
