import { type ErrorFields, errorText } from "./error-fields.ts";

/** A line of the log as JSON. */
interface LogLine {
  readonly time: string;
  readonly level: string;
  readonly msg?: string;
  readonly err?: ErrorFields;
  readonly [field: string]: unknown;
}

/** Fields that the line shows in another way, or that are the same in every line of a process. */
const LEFT_OUT = new Set(["time", "level", "msg", "err", "name", "pid", "hostname"]);

/**
 * Formats a line of the log for a person: time, level, message, fields, and below them the stack of an error.
 * @param json a line as pino writes it
 */
export function readableLine(json: string): string {
  const line = JSON.parse(json) as LogLine;
  const fields = Object.entries(line)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const head = oneLine([line.time, line.level, line.msg ?? "", ...fields].join(" "));
  if (line.err === undefined) return `${head}\n`;
  const stack = errorText(line.err)
    .split("\n")
    .map((each) => `    ${oneLine(each)}`);
  return `${[head, ...stack].join("\n")}\n`;
}

/** Removes line breaks, because the text after one could look like another line of the log. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trimEnd();
}
