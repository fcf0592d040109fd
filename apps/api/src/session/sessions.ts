import type { FastifyReply, FastifyRequest } from "fastify";
import type { Member } from "../trpc/member.ts";

/** How a visitor becomes a member. Accounts will take the place of `developmentSessions` behind this. */
export interface Sessions {
  /** Whether this is a development server. */
  readonly isDevelopment: boolean;
  /** Who sent a request, by its cookie; `null` for nobody. */
  memberOf(request: FastifyRequest): Promise<Member | null>;
  /** @throws RefusedError `development_only` */
  signIn(request: FastifyRequest, reply: FastifyReply): Member;
  /** @throws RefusedError `development_only` */
  signOut(request: FastifyRequest, reply: FastifyReply): void;
}
