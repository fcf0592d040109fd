/**
 * A process with a bare Fastify server. It answers each call of a charge with the same text, in the format of the API,
 * and reads nothing but the number of the calls. It sends its address to its parent.
 */
import fastify from "fastify";

const ANSWER = JSON.stringify({
  result: {
    data: {
      seq: 1000,
      balance: { available: "99999998766000", reserved: "0", owed: "0" },
      charge: "charge_01985c2e-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
      charged: "1234",
      becameOwed: "0",
    },
  },
});

const server = fastify({ routerOptions: { maxParamLength: 5000 } });
server.post("/trpc/:path", async (request, reply) => {
  const { path } = request.params as { readonly path: string };
  const { batch } = request.query as { readonly batch?: string };
  void reply.type("application/json");
  if (batch === undefined) return ANSWER;
  return `[${path
    .split(",")
    .map(() => ANSWER)
    .join(",")}]`;
});
process.once("disconnect", () => void server.close());
process.channel?.ref();
process.send?.(await server.listen({ host: "127.0.0.1", port: 0 }));
