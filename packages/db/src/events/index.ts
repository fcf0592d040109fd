export { type LedgerEvents, openLedgerEvents } from "./ledger-events.ts";
