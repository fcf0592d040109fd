import { balanceAnswer } from "@scrip/contract/ledger/balance";
import { watchInput } from "@scrip/contract/live";
import { tracked } from "@trpc/server";
import { toTrpcError } from "../trpc/error-data.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";

/**
 * Streams the balance now and after each change. Permission is checked when a stream opens. Streams end every 10
 * minutes, so it is checked again on reconnect.
 */
export const balance = orgProcedure("ledger:read")
  .input(watchInput)
  .subscription(async function* ({ ctx, signal }) {
    const { live } = requestOf(ctx);
    try {
      for await (const current of live.follow(ctx.caller.orgId, signal ?? NEVER))
        yield tracked(String(current.seq), balanceAnswer.parse(current));
    } catch (error) {
      throw isEnd(error) ? error : toTrpcError(error);
    }
  });

const NEVER = new AbortController().signal;

/** Whether the process stops. That ends the stream and is no failure. */
function isEnd(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
