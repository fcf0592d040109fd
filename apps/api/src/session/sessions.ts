import type { FastifyRequest } from "fastify";
import type { Member } from "../trpc/member.ts";

/** A session that is used for an organization. */
export interface SessionOnOrganization {
  /** As `idOf` returned it. */
  readonly session: string;
  readonly orgId: string;
}

/** The sessions of the persons who use the pages. */
export interface Sessions {
  /** The member whose cookie a request carries; `null` if nobody is signed in. */
  memberOf(request: FastifyRequest): Promise<Member | null>;
  /** The session that the cookie of a request names, whether or not it is still one; `undefined` without a cookie. */
  idOf(request: FastifyRequest): string | undefined;
  /** The sessions among these that are current, of a member of the organization; in one look-up for all of them. */
  membersAmong<Each extends SessionOnOrganization>(sessions: readonly Each[]): Promise<readonly Each[]>;
}
