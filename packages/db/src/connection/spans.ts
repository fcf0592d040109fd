/** A span of a trace that begins. The fields are those of the tracer of `@scrip/process`. */
interface SpanTerms {
  readonly name: string;
  readonly isServer?: boolean;
  readonly parent?: unknown;
  readonly links?: readonly unknown[];
  readonly attributes?: () => Readonly<Record<string, string | number | boolean | undefined>>;
}

interface BegunSpan {
  readonly traceId: string;
  run<Result>(work: () => Result): Result;
  end(error?: unknown): void;
}

/** The part of a tracer that the database needs. */
export interface Tracer {
  current(): unknown;
  begin(terms: SpanTerms): BegunSpan;
  inSpan<Result>(terms: SpanTerms, work: () => Promise<Result>): Promise<Result>;
}

let used: Tracer | null = null;

/** Only `traceWith` sets it. It is `null` unless tracing is configured. */
export function tracer(): Tracer | null {
  return used;
}

/** Uses a tracer for the ledger and for every statement, from now on. */
export function useTracer(given: Tracer): void {
  used = given;
}

/** Runs work in a span if tracing is on. @param terms called only then */
export function inSpan<Result>(terms: () => SpanTerms, work: () => Promise<Result>): Promise<Result> {
  return used === null ? work() : used.inSpan(terms(), work);
}

/** The longest text of a statement in a span. */
const LONGEST_TEXT = 2_000;

/** The span of a statement. A statement has no values in its text: they are parameters. */
export function statementSpan({
  text,
  name,
}: {
  readonly text: string;
  readonly name?: string | undefined;
}): SpanTerms {
  const attributes = { "db.system.name": "postgresql", "db.query.text": text.slice(0, LONGEST_TEXT) };
  return { name: `SQL ${name ?? operationOf(text)}`, attributes: () => attributes };
}

function operationOf(text: string): string {
  return /[a-z]+/i.exec(text)?.[0].toUpperCase() ?? "statement";
}
