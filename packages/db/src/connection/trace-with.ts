import pg from "pg";
import { statementSpan, type Tracer, useTracer } from "./spans.ts";

type Run = (...given: unknown[]) => unknown;

/**
 * Records spans of the ledger's batches and of every statement. A process calls this once, before it opens a pool. The
 * patch of the driver exists only in a process that traces, so the others pay nothing.
 */
export function traceWith(tracer: Tracer): void {
  useTracer(tracer);
  const client = pg.Client.prototype as unknown as { query: Run };
  const run = client.query;
  client.query = function traced(this: unknown, ...given: unknown[]) {
    const { text, name } = statementOf(given[0]);
    if (text === undefined) return run.apply(this, given);
    const span = tracer.begin(statementSpan({ text, name }));
    return span.run(() => untilAnswered(run, this, given, (error) => span.end(error ?? undefined)));
  };
}

/** Runs a statement in either form of the driver, with a callback or a promise, and calls `ended` when it is answered. */
function untilAnswered(run: Run, self: unknown, given: readonly unknown[], ended: (error: unknown) => void): unknown {
  const last = given.at(-1);
  if (typeof last !== "function") {
    const answer = run.apply(self, [...given]);
    if (answer instanceof Promise) answer.then(() => ended(null), ended);
    else ended(null);
    return answer;
  }
  const answered = (error: unknown, ...results: unknown[]): void => {
    ended(error);
    last(error, ...results);
  };
  return run.apply(self, [...given.slice(0, -1), answered]);
}

/** A batch of statements has no text; it records the spans of its statements itself. */
function statementOf(given: unknown): { readonly text?: string | undefined; readonly name?: string | undefined } {
  if (typeof given === "string") return { text: given };
  if (typeof given !== "object" || given === null || !("text" in given) || typeof given.text !== "string") return {};
  return { text: given.text, name: "name" in given && typeof given.name === "string" ? given.name : undefined };
}
