// Child processes import this file, so it must not import vitest.
export {
  type Acknowledged,
  answerTo,
  type By,
  books,
  type LoadPlan,
  ROUND,
  stepOf,
} from "../ledger/load.test-support.ts";
export { runLoad } from "../ledger/run-load.test-support.ts";
