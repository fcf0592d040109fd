import { createReadStream } from "node:fs";
import { CouldNotRun } from "../could-not-run.ts";
import { type Columns, readHeader } from "./columns.ts";
import { lineFields } from "./line-fields.ts";
import { LineParser, type ResourceCheck } from "./parse-line.ts";
import { readLines } from "./read-lines.ts";
import type { InvalidLine, TraceJob } from "./trace-job.ts";

/** A trace. The jobs of each organization are in the order of their lines. */
export interface Trace {
  readonly jobsByOrg: ReadonlyMap<string, readonly TraceJob[]>;
  readonly invalid: readonly InvalidLine[];
}

/** Reads a trace from a file. */
export async function readTraceFile(path: string, resourceProblem: ResourceCheck): Promise<Trace> {
  try {
    return await readTrace(createReadStream(path, "utf8"), resourceProblem);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    throw new CouldNotRun(`The trace ${path} cannot be read: ${REASONS[code] ?? (error as Error).message}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

/** Reads a trace from a stream of text, and lists its invalid lines. */
export async function readTrace(pieces: AsyncIterable<string>, resourceProblem: ResourceCheck): Promise<Trace> {
  const jobsByOrg: Map<string, TraceJob[]> = new Map();
  const invalid: InvalidLine[] = [];
  let parser: LineParser | undefined;
  let line: number = 0;
  for await (const text of readLines(pieces)) {
    line += 1;
    if (parser === undefined) {
      parser = new LineParser(headerOf(text), resourceProblem);
      continue;
    }
    if (text === "") continue;
    const parsed = parser.parse(text, line);
    if ("reason" in parsed) invalid.push(parsed);
    else append(jobsByOrg, parsed);
  }
  if (parser === undefined) throw new CouldNotRun("The trace is empty: it has no header line.");
  return { jobsByOrg, invalid };
}

function headerOf(text: string): Columns {
  const fields = lineFields(text);
  if (fields === undefined) throw new CouldNotRun("The first line of the trace has a quote that does not match.");
  return readHeader(fields);
}

function append(jobsByOrg: Map<string, TraceJob[]>, job: TraceJob): void {
  const jobs = jobsByOrg.get(job.org);
  if (jobs === undefined) jobsByOrg.set(job.org, [job]);
  else jobs.push(job);
}
