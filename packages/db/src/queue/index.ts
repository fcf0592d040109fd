export { openQueue, openWorkingQueue } from "./open-queue.ts";
export { deadJobs, queueDepths, ranWithin } from "./queue-figures.ts";
