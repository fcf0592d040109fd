export { acceptCell } from "./accept-cell.ts";
export { type CellReport, CLAIM_KINDS, type ClaimKind, hasLosses } from "./cell-report.ts";
export { CellNotComparable, compareCell, type ListedHead } from "./compare-cell.ts";
