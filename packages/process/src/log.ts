import { type Logger, pino } from "pino";
import { errorFields } from "./error-fields.ts";
import { readableLine } from "./readable-line.ts";
import { withoutSecrets } from "./secrets.ts";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/**
 * The log of a process. Lines about a request carry `reqId`, `procedure`, `orgId` and `actor`; lines about a task
 * carry `task`, `taskId` and `orgId`.
 */
export type Log = Logger;

export interface LogOptions {
  /** Names the process in every line: `api`, `worker`. */
  readonly name: string;
  readonly level: (typeof LOG_LEVELS)[number];
  /** Whether a person reads the lines, as in development. Otherwise the lines are JSON. */
  readonly isForPeople: boolean;
  /** Receives the lines; the default is the standard output. */
  readonly write?: (line: string) => void;
}

/** Opens the log. It writes synchronously, so that the last lines before an exit are not lost. */
export function openLog({ name, level, isForPeople, write = toStandardOutput() }: LogOptions): Log {
  const options = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: {
      err: errorFields,
      // Only the method of a request: its URL and its headers may hold a key.
      req: ({ method }: { method?: string }) => ({ method }),
    },
    hooks: { streamWrite: withoutSecrets },
  };
  return pino(options, { write: isForPeople ? (json) => write(readableLine(json)) : write });
}

function toStandardOutput(): (line: string) => void {
  const output = pino.destination({ fd: 1, sync: true });
  return (line) => void output.write(line);
}
