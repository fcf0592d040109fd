export { type Advanced, advanceClock, createClock } from "./advance-clock.ts";
export { dueFigures, type NextDue, nextDue } from "./due-figures.ts";
export type { DueWork } from "./due-work.ts";
export { listParkedDue, type ParkedDue, unparkDue } from "./park-due.ts";
export { type DueDeps, type FailedDue, runDue } from "./run-due.ts";
export { sweepDue } from "./sweep-due.ts";
