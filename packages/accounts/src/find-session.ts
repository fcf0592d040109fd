import { findSessions, keepSession, type PersonSession } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import { ABSOLUTE_MS, IDLE_MS, KEEP_EVERY_MS } from "./lifetimes.ts";
import { tokenHash } from "./session-token.ts";

/**
 * Finds the open session of a token, and moves its end if it is used: it ends after the idle time without a use, and at
 * its greatest age.
 * @param now milliseconds since 1970
 * @source docs/accounts.md#sessions
 */
export async function findSession(platform: PlatformSource, token: string, now: number): Promise<PersonSession | null> {
  const [session] = await findSessions(platform, [tokenHash(token)], new Date(now));
  if (session === undefined) return null;
  const end = Math.min(now + IDLE_MS, session.createdAt.getTime() + ABSOLUTE_MS);
  // A row can say no more than this: better-auth sets the idle time of a new session.
  if (session.createdAt.getTime() + ABSOLUTE_MS <= now) return null;
  if (end - session.expiresAt.getTime() >= KEEP_EVERY_MS)
    await keepSession(platform, session.id, new Date(end), new Date(now));
  return session;
}
