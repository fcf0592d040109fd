export type { PlatformWork } from "../claims/claim.ts";
export { createClock } from "./create-clock.ts";
export { dueFigures, type NextDue, nextDue, webhookFigures } from "./due-figures.ts";
export { type DueCursor, type DuePage, duePage, organizationsWithDue, type PlacedWork } from "./due-page.ts";
export type { DueWork } from "./due-work.ts";
export { FinalError } from "./final-error.ts";
export { lockDue, removeDue } from "./lock-due.ts";
export { countFailedTry, listParkedDue, type ParkedDue, unparkDue } from "./park-due.ts";
export { type ParkedFigure, parkedFigures, parkedPlatformFigures } from "./parked-figures.ts";
export {
  countFailedPlatformTry,
  listParkedPlatformDue,
  type ParkedPlatformDue,
  platformDue,
  putOffPlatformDue,
  unparkPlatformDue,
} from "./platform-due.ts";
export { type Backlog, inboxBacklog, platformBacklog } from "./platform-figures.ts";
export { openPlatformWake } from "./platform-wake.ts";
export { readClock } from "./read-clock.ts";
export { addDue, duePlanWork, hasDue, setDue } from "./set-due.ts";
export { type ClockProblem, type ClockStep, stepClock } from "./step-clock.ts";
