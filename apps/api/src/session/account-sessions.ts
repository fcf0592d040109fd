import type { Accounts } from "@scrip/accounts/accounts";
import { findSessions, membersAmong, membershipsOf, type PersonSession, roleOf } from "@scrip/db/access";
import type { Homes } from "@scrip/db/connection";
import type { Member } from "../trpc/member.ts";
import type { Sessions } from "./sessions.ts";

export interface AccountSessionsOptions {
  readonly homes: Homes;
  readonly accounts: Pick<Accounts, "session" | "sessionHash">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The sessions of accounts. They are in the database, so the end of one counts in every process. */
export function accountSessions({ homes, accounts, now }: AccountSessionsOptions): Sessions {
  const memberOf = (session: PersonSession): Member => ({
    id: session.personId,
    name: session.name,
    session,
    roleIn: (orgId) => roleOf(homes.organizations, orgId, session.personId),
    organizations: () => membershipsOf(homes, session.personId),
  });
  return {
    memberOf: async ({ headers }) => {
      const session = await accounts.session(headers.cookie);
      return session === null ? null : memberOf(session);
    },
    idOf: ({ headers }) => accounts.sessionHash(headers.cookie),
    membersAmong: async (sessions) => {
      const hashes = [...new Set(sessions.map(({ session }) => session))];
      const open = await findSessions(homes.platform, hashes, new Date(now()));
      const persons = new Map(open.map(({ tokenHash, personId }) => [tokenHash, personId]));
      const signedIn = sessions.flatMap((one) => {
        const personId = persons.get(one.session);
        return personId === undefined ? [] : [{ one, orgId: one.orgId, personId }];
      });
      return (await membersAmong(homes.organizations, signedIn)).map(({ one }) => one);
    },
  };
}
