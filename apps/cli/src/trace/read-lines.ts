import { CouldNotRun } from "../could-not-run.ts";

/** Longer than any line of a trace; a file without line ends would fill the memory. */
const LONGEST_LINE = 1_048_576;

/** The lines of a text that arrives in pieces, without their ends (`\n` or `\r\n`) and without a byte order mark. */
export async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let isFirst = true;
  for await (const piece of pieces) {
    const lines = (rest + (isFirst ? piece.replace(/^\ufeff/, "") : piece)).split("\n");
    isFirst = false;
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new CouldNotRun("The trace is not a CSV file: a line of it has no end.");
    for (const line of lines) yield withoutReturn(line);
  }
  if (rest !== "") yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
