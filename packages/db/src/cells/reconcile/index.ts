export { acceptCell } from "./accept-cell.ts";
export { type BringBackTerms, type BroughtBack, bringBack } from "./bring-back.ts";
export { CellNotComparable } from "./cell-not-comparable.ts";
export type { CellReport, ClaimKind } from "./cell-report.ts";
export { clearDeparted } from "./clear-departed.ts";
export { compareCell, type ListedHead } from "./compare-cell.ts";
