import { findServiceKeysById } from "@scrip/db/access";
import type { PlatformSource } from "@scrip/db/connection";
import type { Sessions } from "../session/sessions.ts";
import type { StreamGuardOptions } from "../streams/stream-guard.ts";
import { reaches } from "../trpc/caller.ts";

/** Makes the look-up of the stream guard: one query for the keys of all streams, and one for all sessions. */
export function mayReadFrom(
  platform: PlatformSource,
  sessions: Pick<Sessions, "membersAmong">,
): StreamGuardOptions["mayRead"] {
  return async (readers) => {
    const keyIds = new Set(readers.flatMap(({ keyId }) => keyId ?? []));
    const keys = keyIds.size === 0 ? new Map() : await findServiceKeysById(platform, [...keyIds]);
    const people = readers.flatMap(({ session, orgId }) => (session === null ? [] : [{ session, orgId }]));
    const members = people.length === 0 ? [] : await sessions.membersAmong(people);
    return readers.map(({ keyId, session, orgId }) => {
      if (keyId === null) return members.some((one) => one.session === session && one.orgId === orgId);
      const key = keys.get(keyId);
      return key !== undefined && reaches(key, "ledger:read", orgId);
    });
  };
}
