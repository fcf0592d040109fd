import type { FastifyRequest } from "fastify";

/** The text of the service key that a request shows, valid or not. The scheme's name has no case. */
export function bearerOf({ headers }: Pick<FastifyRequest, "headers">): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}
