import { balanceAnswer } from "@scrip/contract/ledger/balance";
import { watchInput } from "@scrip/contract/live";
import { tracked } from "@trpc/server";
import { toTrpcError } from "../trpc/error-data.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";

/** The balance now, and then after it moved. Who may see it is asked at each connect, and streams end regularly. */
export const balance = orgProcedure("ledger:read")
  .input(watchInput)
  .subscription(async function* ({ ctx, signal }) {
    const { live } = requestOf(ctx);
    try {
      for await (const seen of live.follow(ctx.caller.orgId, signal ?? NEVER))
        yield tracked(String(seen.seq), balanceAnswer.parse(seen));
    } catch (error) {
      throw isEnd(error) ? error : toTrpcError(error);
    }
  });

const NEVER = new AbortController().signal;

/** The process stops: that ends the stream and is no failure. */
function isEnd(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
