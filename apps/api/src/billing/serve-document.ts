import { getDocumentInput } from "@scrip/contract/billing/documents";
import { downloadDocument } from "@scrip/usecases/billing/documents/get-document";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { TOKENS } from "../limits/cost.ts";
import { callerOf } from "../trpc/caller.ts";
import { noteDenial } from "../trpc/note-denial.ts";
import type { Request } from "../trpc/request.ts";

/** Where the files of documents are. */
export const DOCUMENT_PATH = "/download/document.pdf";

/** The cost of a file. */
export const DOCUMENT_COST = "page";

/**
 * Serves the file of a document to members with the right `billing:read` of its organization.
 * @param open identifies the sender of a request
 * @source docs/rules.md#document-files
 */
export function serveDocument(server: FastifyInstance, open: (request: FastifyRequest) => Request): void {
  server.get(DOCUMENT_PATH, { exposeHeadRoute: false }, async (request, reply) => {
    const opened = open(request);
    const query = request.query as Record<string, unknown>;
    const input = () => ({ org: query.org });
    const asked = { permission: "billing:read", changes: false, input } as const;
    const { orgId } = await callerOf(opened, asked).catch((error) => {
      void noteDenial(opened, error, { procedure: DOCUMENT_PATH, input });
      throw error;
    });
    opened.limits.take({ organization: orgId }, TOKENS[DOCUMENT_COST]);
    const parsed = getDocumentInput.safeParse(query);
    if (!parsed.success)
      throw new TRPCError({ code: "BAD_REQUEST", message: "A parameter is wrong.", cause: parsed.error });
    const { name, pdf } = await opened.gates[DOCUMENT_COST].through(orgId, () =>
      downloadDocument(opened.deps, orgId, parsed.data.document),
    );
    return reply
      .type("application/pdf")
      .header("content-disposition", `attachment; filename="${name}"`)
      .header("cache-control", "no-store")
      .send(pdf);
  });
}
