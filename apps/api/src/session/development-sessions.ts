import type { PlatformSource } from "@scrip/db/connection";
import { everyOrganization, isOrganization } from "@scrip/db/organizations";
import { refused } from "@scrip/usecases/refused";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Member } from "../trpc/member.ts";
import { isOverHttps, isToKnownHost } from "./own-page.ts";
import type { Sessions } from "./sessions.ts";

export const COOKIE = "scrip_development_session";

/** The actor of all actions of a person on a development server. */
const DEVELOPMENT_PERSON = "01900000-0000-7000-8000-0000000000de";

const WEEK_MS = 7 * 24 * 3_600_000;

/** The longest list that a person can scan; a development server seldom has more organizations. */
const MOST_ORGANIZATIONS = 500;

export interface DevelopmentSessionsOptions {
  readonly platform: PlatformSource;
  readonly isDevelopment: boolean;
  /** The origin of the server in browsers; `null` if not given. */
  readonly origin: string | null;
  readonly now: () => number;
}

/**
 * Sign-in by one click, until there are accounts: every visitor of a development server may sign in as its developer,
 * the owner of every organization. Production refuses this sign-in and ignores its cookies.
 *
 * The cookie contains the time of the sign-in and no secret: a forged cookie gains no more than a click does.
 */
export function developmentSessions({ platform, isDevelopment, origin, now }: DevelopmentSessionsOptions): Sessions {
  const developer: Member = {
    id: DEVELOPMENT_PERSON,
    name: "Developer",
    roleIn: async (orgId) => ((await isOrganization(platform, orgId)) ? "owner" : null),
    organizations: () => everyOrganization(platform, MOST_ORGANIZATIONS),
  };
  const cookieFor = (request: FastifyRequest) =>
    ({ path: "/", httpOnly: true, sameSite: "lax", secure: isOverHttps(request) }) as const;
  const refuse = (request: FastifyRequest): void => {
    if (!isDevelopment)
      throw refused("development_only", "This sign-in is for development servers and is refused here.");
    if (!isToKnownHost(request, origin))
      throw refused(
        "development_only",
        "Open this development server by its address, such as http://127.0.0.1:4870, or start it with SCRIP_ORIGIN set to the one you use.",
      );
  };
  return {
    isDevelopment,
    memberOf: async (request) => {
      if (!isDevelopment || !isToKnownHost(request, origin)) return null;
      return isCurrent(request.cookies[COOKIE], now()) ? developer : null;
    },
    signIn: (request, reply) => {
      refuse(request);
      void reply.setCookie(COOKIE, `1.${now()}`, { ...cookieFor(request), maxAge: WEEK_MS / 1000 });
      return developer;
    },
    signOut: (request: FastifyRequest, reply: FastifyReply) => {
      refuse(request);
      void reply.clearCookie(COOKIE, cookieFor(request));
    },
  };
}

function isCurrent(cookie: string | undefined, now: number): boolean {
  const signedInAt = Number(/^1\.(\d{1,15})$/.exec(cookie ?? "")?.[1] ?? Number.NaN);
  return signedInAt <= now && now < signedInAt + WEEK_MS;
}
