import type { FastifyReply, FastifyRequest } from "fastify";
import type { Member } from "../trpc/member.ts";

/** Signs visitors in as members. Accounts will replace `developmentSessions` behind this interface. */
export interface Sessions {
  /** Whether this is a development server. */
  readonly isDevelopment: boolean;
  /** The member whose cookie a request carries; `null` if nobody is signed in. */
  memberOf(request: FastifyRequest): Promise<Member | null>;
  /** @throws RefusedError `development_only` */
  signIn(request: FastifyRequest, reply: FastifyReply): Member;
  /** @throws RefusedError `development_only` */
  signOut(request: FastifyRequest, reply: FastifyReply): void;
}
