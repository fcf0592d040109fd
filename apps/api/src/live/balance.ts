import { balanceAnswer } from "@scrip/contract/ledger/balance";
import { watchInput } from "@scrip/contract/live";
import type { Caller } from "@scrip/usecases/deps";
import type { CurrentBalance } from "@scrip/usecases/ledger/get-balance";
import { tracked } from "@trpc/server";
import type { Names } from "../limits/rate-limits.ts";
import type { StreamReader } from "../streams/stream-guard.ts";
import { toTrpcError } from "../trpc/error-data.ts";
import { orgProcedure } from "../trpc/procedure.ts";
import { requestOf } from "../trpc/request.ts";

/**
 * Streams the balance now and after each change. Permission is checked when a stream opens, and once a second while
 * it is open. Streams end every 10 minutes, and the reader connects again.
 */
export const balance = orgProcedure("ledger:read", "page")
  .input(watchInput)
  .subscription(async function* ({ ctx, signal }) {
    const { live, senders } = requestOf(ctx);
    const reader = readerOf(ctx.caller, senders);
    try {
      for await (const current of live.follow(reader, signal ?? NEVER))
        yield tracked(String(current.seq), answerOf(current));
    } catch (error) {
      throw isEnd(error) ? error : toTrpcError(error);
    }
  });

type BalanceAnswer = ReturnType<typeof balanceAnswer.parse>;

/** The answers of balances that streams show. All streams of an organization show the same one. */
const answers = new WeakMap<CurrentBalance, BalanceAnswer>();

function answerOf(current: CurrentBalance): BalanceAnswer {
  const known = answers.get(current);
  if (known !== undefined) return known;
  const made = balanceAnswer.parse(current);
  answers.set(current, made);
  return made;
}

/** The reader of a stream: a key, or a session of a member. */
export function readerOf({ orgId, actor }: Caller, { caller: session }: Names): StreamReader {
  const isKey = actor.type === "service_key";
  return { orgId, keyId: isKey ? actor.id : null, session: isKey ? null : (session ?? "") };
}

const NEVER = new AbortController().signal;

/** Whether the process stops, or the reader may no longer read. That ends the stream and is no failure. */
function isEnd(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
