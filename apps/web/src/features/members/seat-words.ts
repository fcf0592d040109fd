import type { Members } from "./use-members.ts";

/** Says how many seats are taken: `3 of 5 seats`, or without a limit `3 members and invitations`. */
export function seatWords({ used, limit }: Members["seats"]): string {
  if (limit === null) return used === 1 ? "1 seat in use" : `${used} seats in use`;
  return `${used} of ${limit} ${limit === 1 ? "seat" : "seats"} in use`;
}
