import pg from "pg";
import { type Tracer, useTracer } from "./spans.ts";

/** The longest text of a statement in a span. */
const LONGEST_TEXT = 2_000;

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
    const attributes = { "db.system.name": "postgresql", "db.query.text": text.slice(0, LONGEST_TEXT) };
    const span = tracer.begin({ name: `SQL ${name ?? operationOf(text)}`, attributes: () => attributes });
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

/** A statement has no values in its text: they are parameters. */
function statementOf(given: unknown): { readonly text?: string | undefined; readonly name?: string | undefined } {
  if (typeof given === "string") return { text: given };
  if (typeof given !== "object" || given === null || !("text" in given) || typeof given.text !== "string") return {};
  return { text: given.text, name: "name" in given && typeof given.name === "string" ? given.name : undefined };
}

function operationOf(text: string): string {
  return /[a-z]+/i.exec(text)?.[0].toUpperCase() ?? "statement";
}
