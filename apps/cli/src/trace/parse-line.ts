import { callerRef, plainText } from "@scrip/contract/wire/text";
import type { Columns } from "./columns.ts";
import { lineFields } from "./line-fields.ts";
import { type InvalidLine, TRACE_START_MS, type TraceColumn, type TraceJob } from "./trace-job.ts";

/** Returns why a resource cannot be used, or `null` if it can. */
export type ResourceCheck = (resource: string) => string | null;

/** An organization is named `<run>/<org>`, in at most 200 characters. */
const orgName = plainText(99);
/** The ledger's limits: a million units, a hundred years, times before 2200. */
const MOST_UNITS_MILLI = 1_000_000_000;
const LONGEST_S = 3_153_600_000;
const LAST_S = (Date.UTC(2200, 0, 1) - TRACE_START_MS) / 1000 - 1;
const STATES: readonly string[] = ["completed", "cancelled", "failed"];

/** The reason why a line is skipped. `LineParser` catches it. */
class LineError extends Error {}

/** Parses the lines of one trace. It shares the strings of equal names, and refuses a repeated job. */
export class LineParser {
  readonly #columns: Columns;
  readonly #resourceProblem: ResourceCheck;
  readonly #jobs = new Set<string>();
  /** Each name is checked once and kept in memory once. */
  readonly #names = new Map<string, string>();

  constructor(columns: Columns, resourceProblem: ResourceCheck) {
    this.#columns = columns;
    this.#resourceProblem = resourceProblem;
  }

  /** Returns the job of a line, or the reason why the line is invalid. */
  parse(text: string, line: number): TraceJob | InvalidLine {
    try {
      return this.#read(text, line);
    } catch (error) {
      if (error instanceof LineError) return { line, reason: error.message };
      throw error;
    }
  }

  #read(text: string, line: number): TraceJob {
    const cell = this.#cells(text);
    const job = checked(callerRef, "job_id", cell("job_id"));
    const parsed: TraceJob = {
      line,
      job,
      org: this.#name("org", cell("org")),
      project: this.#label("project", cell("project")),
      member: this.#label("member", cell("member")),
      resource: this.#resource(cell("resource")),
      unitsMilli: whole("gpus_milli", cell("gpus_milli"), 1, MOST_UNITS_MILLI),
      mode: oneOf("mode", cell("mode"), ["epochs", "timed"]) as TraceJob["mode"],
      epochs: whole("epochs", cell("epochs"), 1, LONGEST_S),
      startS: whole("start_s", cell("start_s"), 0, LAST_S),
      endS: whole("end_s", cell("end_s"), 0, LAST_S),
      state: oneOf("state", cell("state"), STATES) as TraceJob["state"],
    };
    checkInterval(parsed);
    // Checked last, so that an invalid line does not reserve its job_id.
    if (this.#jobs.has(job)) throw new LineError(`job_id ${quoted(job)} is that of an earlier line`);
    this.#jobs.add(job);
    return parsed;
  }

  #cells(text: string): (column: TraceColumn) => string {
    const fields = lineFields(text);
    if (fields === undefined) throw new LineError("has a quote that does not match");
    const { count, at } = this.#columns;
    if (fields.length !== count) throw new LineError(`has ${fields.length} columns and not ${count}`);
    return (column) => fields[at[column]] ?? "";
  }

  #name(column: "org" | "project" | "member", text: string): string {
    const known = this.#names.get(`${column} ${text}`);
    if (known !== undefined) return known;
    const name = checked(column === "org" ? orgName : callerRef, column, text);
    this.#names.set(`${column} ${text}`, name);
    return name;
  }

  /** Labels may be left empty. */
  #label(column: "project" | "member", text: string): string | null {
    return text === "" ? null : this.#name(column, text);
  }

  #resource(text: string): string {
    const known = this.#names.get(`resource ${text}`);
    if (known !== undefined) return known;
    const resource = checked(callerRef, "resource", text);
    const problem = this.#resourceProblem(resource);
    if (problem !== null) throw new LineError(problem);
    this.#names.set(`resource ${text}`, resource);
    return resource;
  }
}

function checkInterval({ startS, endS }: TraceJob): void {
  if (endS < startS) throw new LineError(`end_s ${endS} is before start_s ${startS}`);
  if (endS - startS > LONGEST_S)
    throw new LineError(`runs for ${endS - startS} s; at most ${LONGEST_S} s are possible`);
}

function checked(schema: typeof callerRef, column: TraceColumn, text: string): string {
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new LineError(`${column} ${quoted(text)} ${result.error.issues[0]?.message ?? "is not valid"}`);
}

function whole(column: TraceColumn, text: string, least: number, most: number): number {
  const isWhole = /^[0-9]{1,15}$/.test(text);
  const value = isWhole ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new LineError(`${column} ${quoted(text)} must be a whole number from ${least} to ${most}`);
}

function oneOf(column: TraceColumn, text: string, allowed: readonly string[]): string {
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  throw new LineError(`${column} ${quoted(text)} must be one of ${allowed.join(", ")}`);
}

/** Quotes text as JSON, so that control characters are visible and have no effect. Long text is cut. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
