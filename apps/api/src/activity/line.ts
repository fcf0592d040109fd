import type { ActivityLine } from "@scrip/db/read/activity/list-activity";

/** A line without what only the whole entry shows. */
export function lineOnWire({ hash: _hash, ...line }: ActivityLine) {
  return line;
}
