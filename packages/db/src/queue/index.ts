export { openQueue, openWorkingQueue } from "./open-queue.ts";
export { deadTasks, queueDepths, ranWithin } from "./queue-figures.ts";
