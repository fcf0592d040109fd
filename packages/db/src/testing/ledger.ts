export { startLoad } from "../ledger/a-load.test-support.ts";
export { Account, appLedger, books, findings } from "../ledger/an-account.test-support.ts";
export { expectKept, resend } from "../ledger/oracle.test-support.ts";
