export type { Finding } from "./finding.ts";
export type { Head } from "./head.ts";
export { type VerifyOptions, type VerifyProgress, type VerifyResult, verifyLedger } from "./verify-ledger.ts";
