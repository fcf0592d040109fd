import { CouldNotRun } from "../could-not-run.ts";

/** Longer than any line of a trace. Without this limit, a file without line ends would fill the memory. */
const LONGEST_LINE = 1_048_576;

/** Splits a stream of text into lines, without line ends (`\n` or `\r\n`) and without a byte order mark. */
export async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let isFirst = true;
  for await (const piece of pieces) {
    const lines = (rest + (isFirst ? piece.replace(/^\ufeff/, "") : piece)).split("\n");
    isFirst = false;
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) throw new CouldNotRun("The trace is not a CSV file: one line is longer than 1 MB.");
    for (const line of lines) yield withoutReturn(line);
  }
  if (rest !== "") yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
