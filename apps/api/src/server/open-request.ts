import type { ServiceKeyLookup, ServiceKeyUses } from "@scrip/db/access";
import type { CallOrigin, Deps } from "@scrip/usecases/deps";
import type { IdentityTools } from "@scrip/usecases/sso/identity-tools";
import type { FastifyRequest } from "fastify";
import type { Denials } from "../denials/denials.ts";
import type { Gates } from "../limits/gates.ts";
import type { Names, RateLimits } from "../limits/rate-limits.ts";
import type { SharedReads } from "../limits/shared-reads.ts";
import { isFromForeignPage, isFromOwnPage, originFor } from "../session/own-page.ts";
import type { Sessions } from "../session/sessions.ts";
import type { StreamGuard } from "../streams/stream-guard.ts";
import type { CallMeter, DemoHost, LiveBalances, Request, SessionOfRequest } from "../trpc/request.ts";
import { bearerOf } from "./bearer.ts";

/** The parts that all requests of a server share. */
export interface RequestParts {
  readonly deps: Deps;
  readonly keys: ServiceKeyLookup;
  readonly keyUses: Pick<ServiceKeyUses, "note">;
  readonly sessions: Sessions;
  readonly live: LiveBalances;
  readonly guard: Pick<StreamGuard, "watch">;
  readonly meter: CallMeter;
  readonly limits: RateLimits;
  readonly sendersOf: (request: FastifyRequest) => Names;
  readonly gates: Gates;
  readonly sharedReads: SharedReads;
  readonly denials: Denials;
  readonly identity: IdentityTools;
  readonly origin: string | null;
  readonly demo: DemoHost | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly session: SessionOfRequest;
}

/** Opens a request. It identifies the sender lazily, on first use, and caches the result. */
export function openRequest(parts: RequestParts, request: FastifyRequest): Request {
  const { deps, sessions, live, guard, meter, limits, sendersOf, gates, sharedReads } = parts;
  const { denials, origin, demo, session, now } = parts;
  const showsKey = request.headers.authorization !== undefined;
  return {
    deps,
    id: request.id,
    from: originOfCall(request),
    linkOrigin: () => originFor(request, origin),
    showsKey,
    live,
    guard,
    meter,
    limits,
    get senders() {
      // Only a call that fails needs them again.
      return sendersOf(request);
    },
    gates,
    sharedReads,
    denials,
    demo,
    calls: [],
    log: request.log,
    key: once(() => keyOf(parts, request)),
    forgetKey: (id) => parts.keys.forget(id),
    member: once(async () => (showsKey ? null : sessions.memberOf(request))),
    isFromOwnPage: isFromOwnPage(request, origin),
    isFromForeignPage: isFromForeignPage(request, origin),
    origin: () => originFor(request, origin),
    now,
    sso: { identity: parts.identity, origin: () => originFor(request, origin) },
    session,
  };
}

async function keyOf({ keys, keyUses, now }: RequestParts, request: FastifyRequest) {
  const text = bearerOf(request);
  const key = text === undefined ? undefined : await keys.find(text);
  if (key === undefined) return null;
  keyUses.note(key.id, now(), request.ip);
  return key;
}

function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= read());
}

/** From where a request comes, for the audit log. */
export function originOfCall(request: FastifyRequest): CallOrigin {
  return { address: request.ip, userAgent: userAgentOf(request), requestId: request.id };
}

/** The text is the client's own, so only a part of it is kept. */
function userAgentOf({ headers }: FastifyRequest): string | null {
  return headers["user-agent"]?.slice(0, 300) ?? null;
}
