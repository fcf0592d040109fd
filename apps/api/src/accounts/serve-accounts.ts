import type { AccountRequest, Accounts, Answered } from "@scrip/accounts/accounts";
import { ACCOUNT_CALLS, type AccountPath } from "@scrip/contract/access/account-calls";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isFromForeignPage, isFromOwnPage, originFor } from "../session/own-page.ts";
import { serveSso } from "../sso/serve-sso.ts";
import { requireOwnPage } from "../trpc/caller.ts";

const PREFIX = "/api/auth";

export interface AccountRoutes {
  readonly accounts: Accounts;
  /** The origin of the server in browsers; `null` if not given. */
  readonly origin: string | null;
  /** From where a request comes. */
  readonly placeOf: (request: FastifyRequest) => Pick<AccountRequest, "from" | "network">;
}

/**
 * Serves the calls of pages about accounts. Only the listed paths exist. Every change must come from a page of ours, the
 * ones before the sign-in too: another site must not sign a browser in as somebody else.
 * @source docs/accounts.md#calls
 */
export async function serveAccounts(
  server: FastifyInstance,
  { accounts, origin, placeOf }: AccountRoutes,
): Promise<void> {
  const described = (request: FastifyRequest): AccountRequest => ({
    origin: originFor(request, origin),
    cookie: request.headers.cookie,
    ...placeOf(request),
  });
  const requestOf = (request: FastifyRequest, changes: boolean): AccountRequest => {
    const pages = {
      isFromOwnPage: isFromOwnPage(request, origin),
      isFromForeignPage: isFromForeignPage(request, origin),
    };
    requireOwnPage(pages, changes);
    return described(request);
  };

  server.post(`${PREFIX}/*`, async (request, reply) => {
    const path = callOf(request);
    const from = requestOf(request, true);
    return send(reply, await accounts.call(path, parsed(path, request.body), from));
  });

  // The browser comes back from another site by a link. The state in it is bound to the browser by a cookie.
  server.get(`${PREFIX}/callback/:provider`, async (request, reply) => {
    const { provider } = request.params as { provider: string };
    const { body, cookies } = await accounts.arrive(provider, textsOf(request.query), described(request));
    if (cookies.length > 0) void reply.header("set-cookie", [...cookies]);
    return reply.redirect(body, 302);
  });

  server.get(`${PREFIX}/list-sessions`, (request) => accounts.listSessions(requestOf(request, false)));
  await serveSso(server, { accounts, requestOf: described });
}

/** The parameters of a query that are given once. */
function textsOf(query: unknown): Record<string, string> {
  const given = Object.entries(query as Record<string, unknown>);
  return Object.fromEntries(given.filter((one): one is [string, string] => typeof one[1] === "string"));
}

function callOf({ params }: FastifyRequest): AccountPath {
  const path = `/${(params as { "*": string })["*"]}`;
  if (Object.hasOwn(ACCOUNT_CALLS, path)) return path as AccountPath;
  throw new TRPCError({ code: "NOT_FOUND", message: "There is nothing at this address." });
}

/** @throws TRPCError with the fields of the body that are wrong */
function parsed(path: AccountPath, body: unknown) {
  const result = ACCOUNT_CALLS[path].safeParse(body ?? {});
  if (result.success) return result.data as never;
  throw new TRPCError({ code: "BAD_REQUEST", message: "The body is not valid.", cause: result.error });
}

function send(reply: FastifyReply, { body, cookies }: Answered<object>): FastifyReply {
  if (cookies.length > 0) void reply.header("set-cookie", [...cookies]);
  return reply.send(body);
}
