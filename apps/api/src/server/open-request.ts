import type { ServiceKeyLookup } from "@scrip/db/access";
import type { Deps } from "@scrip/usecases/deps";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isFromForeignPage, isFromOwnPage } from "../session/own-page.ts";
import type { Sessions } from "../session/sessions.ts";
import type { CallMeter, LiveBalances, Request } from "../trpc/request.ts";

/** The parts that all requests of a server share. */
export interface RequestParts {
  readonly deps: Deps;
  readonly keys: ServiceKeyLookup;
  readonly sessions: Sessions;
  readonly live: LiveBalances;
  readonly meter: CallMeter;
  readonly origin: string | null;
  /** The promises that the head of an answer waits for. */
  readonly heads: WeakMap<FastifyRequest, Promise<unknown>[]>;
}

/** Opens a request. It identifies the sender lazily, on first use, and caches the result. */
export function openRequest(parts: RequestParts, request: FastifyRequest, reply: FastifyReply): Request {
  const { deps, keys, sessions, live, meter, origin, heads } = parts;
  const showsKey = request.headers.authorization !== undefined;
  return {
    deps,
    id: request.id,
    showsKey,
    live,
    meter,
    calls: [],
    log: request.log,
    key: once(() => keyOf(keys, request)),
    member: once(async () => (showsKey ? null : sessions.memberOf(request))),
    isFromOwnPage: isFromOwnPage(request, origin),
    isFromForeignPage: isFromForeignPage(request, origin),
    session: {
      isDevelopment: sessions.isDevelopment,
      signIn: () => sessions.signIn(request, reply),
      signOut: () => sessions.signOut(request, reply),
      delayHead: (until) => heads.set(request, [...(heads.get(request) ?? []), until]),
    },
  };
}

async function keyOf(keys: ServiceKeyLookup, request: FastifyRequest) {
  const match = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "");
  if (match?.[1] === undefined) return null;
  return (await keys.find(match[1])) ?? null;
}

function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= read());
}
