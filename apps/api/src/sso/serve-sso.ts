import type { AccountRequest, Accounts } from "@scrip/accounts/accounts";
import type { SsoReturn } from "@scrip/accounts/sso/sso-returns";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ASSERTION_PATH, FORM_TYPE } from "../server/http/guard-requests.ts";

/** A signed assertion with a few certificates in it is much smaller. */
const MOST_FORM_BYTES = 300 * 1024;

export interface SsoRoutes {
  readonly accounts: Accounts;
  /** Describes the request to the accounts. @throws RefusedError if the server is not known by this host */
  readonly requestOf: (request: FastifyRequest) => AccountRequest;
}

type Named = FastifyRequest<{ Params: { id: string } }>;

/**
 * Serves what identity providers have browsers ask for. These requests come from pages of other sites, so the rule of
 * our own pages does not hold. The state in a cookie binds each of them to the browser that began the sign-in.
 * @source docs/sso.md#signing-in
 */
export async function serveSso(server: FastifyInstance, { accounts, requestOf }: SsoRoutes): Promise<void> {
  const end = async (request: FastifyRequest, reply: FastifyReply, back: SsoReturn) => {
    const { location, cookies } = await accounts.returnBySso(back, requestOf(request));
    if (cookies.length > 0) void reply.header("set-cookie", [...cookies]);
    // The address of the callback has a code in it, which must not get into a Referer.
    return reply.header("cache-control", "no-store").header("referrer-policy", "no-referrer").redirect(location, 303);
  };

  server.get("/api/auth/sso/callback/:id", (request: Named, reply) =>
    end(request, reply, {
      protocol: "oidc",
      providerId: request.params.id,
      query: texts(request.query, ["code", "state", "iss", "error", "error_description"]),
    }),
  );

  server.get("/api/auth/sso/saml2/sp/metadata", (request, reply) => {
    const { providerId = "" } = texts(request.query, ["providerId"]);
    const xml = accounts.samlMetadata(providerId, requestOf(request).origin);
    if (xml === "") throw new TRPCError({ code: "NOT_FOUND", message: "There is no such service provider." });
    return reply.type("application/samlmetadata+xml; charset=utf-8").send(xml);
  });

  // A scope of its own: no other route reads forms.
  await server.register(async (scope) => {
    const options = { parseAs: "string", bodyLimit: MOST_FORM_BYTES } as const;
    scope.addContentTypeParser<string>(FORM_TYPE, options, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body))),
    );
    scope.post(`${ASSERTION_PATH}:id`, (request: Named, reply) =>
      end(request, reply, {
        protocol: "saml",
        providerId: request.params.id,
        form: texts(request.body, ["SAMLResponse", "RelayState"]),
      }),
    );
  });
}

/** The fields of these names that are texts. */
function texts(fields: unknown, names: readonly string[]): Record<string, string> {
  if (typeof fields !== "object" || fields === null) return {};
  const known = Object.entries(fields).filter(([name, value]) => names.includes(name) && typeof value === "string");
  return Object.fromEntries(known) as Record<string, string>;
}
