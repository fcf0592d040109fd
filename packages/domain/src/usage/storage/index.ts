export {
  accruedStorage,
  applyStorage,
  isStoring,
  type LedgerStorage,
  measuredFrom,
  noStorage,
  type Reading,
  type StorageChange,
} from "./ledger-storage.ts";
export { type Measured, measure, type StoredOver } from "./measure.ts";
export {
  accruedOf,
  type Booking,
  type Books as StorageBooks,
  bookMeter,
  newMeter,
  type StorageMeter,
  type StorageShare,
  shareAmong,
  spanToBook,
} from "./meter.ts";
export { DAY_MS, dayAround, type MonthOfStorage, midnightAfter, monthAround, monthPrice } from "./month.ts";
export { type StorageOutlook, storageOutlook, storagePerHour, storedPerHour } from "./outlook.ts";
export { earliestReport, reportSize, type SizeReport } from "./report-size.ts";
export { formatGb, GB, MAX_SIZE, parseGb, SIZE_MESSAGES, type SizeProblem } from "./size.ts";
export { NOTHING_STORED, type StorageNow, storageNow } from "./storage-now.ts";
export { type Catalogs, type ContractTime, type PlanHistory, type PlanTime, termsOver } from "./terms-over.ts";
export { compareChanges, type SizeChange, type Span, type StorageTerms, type Volume } from "./volume.ts";
