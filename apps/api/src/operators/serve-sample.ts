import { sellerOf } from "@scrip/db/billing";
import { sampleDocument } from "@scrip/usecases/billing/seller/sample-document";
import { refused } from "@scrip/usecases/refused";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { operatorOf } from "../trpc/operator-of.ts";
import type { Request } from "../trpc/request.ts";

/** Where the sample of an invoice is. */
export const SAMPLE_PATH = "/download/sample-document.pdf";

/** The cost of the file. */
export const SAMPLE_COST = "report";

/**
 * Serves an operator a sample of the invoices that the seller would issue.
 * @param open identifies the sender of a request
 */
export function serveSample(server: FastifyInstance, open: (request: FastifyRequest) => Request): void {
  server.get(SAMPLE_PATH, { exposeHeadRoute: false }, async (request, reply) => {
    const opened = open(request);
    const { personId } = await operatorOf(opened, false);
    const { homes, books, catalogVersion, print } = opened.deps;
    const seller = await sellerOf(homes.platform);
    if (seller === null || print === undefined) throw refused("seller_missing", "There is no seller yet.");
    const catalog = await books.catalogOf(catalogVersion);
    const sample = sampleDocument(seller, catalog, opened.now());
    const pdf = await opened.gates[SAMPLE_COST].through(personId, () => print(sample));
    return reply.type("application/pdf").header("cache-control", "no-store").send(pdf);
  });
}
