export { openQueue, openWorkingQueue, type TaskQueue } from "./open-queue.ts";
export { deadTasks, queueDepths, ranWithin } from "./queue-figures.ts";
