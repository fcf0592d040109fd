export { type EnqueueOptions, type JobQueue, openQueue, openWorkingQueue } from "./open-queue.ts";
export { deadJobs, type QueueDepth, queueDepths, ranWithin } from "./queue-figures.ts";
