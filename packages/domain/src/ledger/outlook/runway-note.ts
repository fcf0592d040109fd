import type { Micros } from "../../money/index.ts";
import type { Instant } from "../state/ids.ts";
import type { Runway } from "./runway.ts";

/** The runway of an organization at one time, as its history keeps it. */
export interface RunwayNote {
  readonly at: Instant;
  readonly state: Runway["state"];
  readonly endsAt: Instant | null;
  /** The cost of all running work per hour, in micro-USD. */
  readonly perHour: Micros;
}

const MINUTE_MS = 60_000;

/** The least time between two notes of the same state. */
export const NOTE_EVERY_MS = 15 * MINUTE_MS;

/** How long notes are kept. */
export const NOTES_KEPT_MS = 90 * 24 * 60 * MINUTE_MS;

/**
 * Whether a runway is worth a note: its state changed, or it moved since the last note, which is at least a quarter of an
 * hour old. While nothing runs there is nothing to note.
 * @param last the newest note; `null` if there is none
 * @source docs/rules.md#runway-history
 */
export function isWorthNoting(last: RunwayNote | null, next: RunwayNote): boolean {
  if (last === null) return next.state !== "idle";
  if (next.at < last.at) return false;
  if (last.state !== next.state) return true;
  const hasMoved = last.endsAt !== next.endsAt || last.perHour !== next.perHour;
  return hasMoved && next.at - last.at >= NOTE_EVERY_MS;
}
