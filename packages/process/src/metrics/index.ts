export { type ObservedCells, observeCells } from "./cell-metrics.ts";
export { addLedgerMetrics, type ObservedLedger } from "./ledger-metrics.ts";
export { observe } from "./observe.ts";
export { addPoolMetrics, type ReadConnections } from "./pool-metrics.ts";
export { addProcessMetrics } from "./process-metrics.ts";
