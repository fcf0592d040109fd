import { openLog } from "@scrip/process/log";

/** Errors of the servers of a test appear in the output of the test. */
export const TEST_LOG = openLog({ name: "api", level: "error", isForPeople: true });
