export { acceptCell } from "./accept-cell.ts";
export type { CellReport, ClaimKind } from "./cell-report.ts";
export { CellNotComparable, compareCell, type ListedHead } from "./compare-cell.ts";
