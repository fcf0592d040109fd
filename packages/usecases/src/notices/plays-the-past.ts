import type { LockedOrganization } from "@scrip/db/organizations";

/** An organization whose test clock is so far behind the real time plays the past. */
const PAST_MS = 86_400_000;

/** Whether the time of an organization is that of a test clock in the past. Nobody is told of what happens there. */
export function playsThePast({ now, time }: Pick<LockedOrganization, "now" | "time">): boolean {
  return time.getTime() < now.getTime() - PAST_MS;
}
