/** Where the worker says what people should know, a line each. */
export interface Log {
  info(line: string): void;
  /** For what needs a hand. */
  error(line: string): void;
}

/** The worker's log: the standard error stream, which whoever runs it keeps. */
export const LOG: Log = {
  info: (line) => void process.stderr.write(`worker: ${oneLine(line)}\n`),
  error: (line) => void process.stderr.write(`worker: error: ${oneLine(line)}\n`),
};

/** A message may hold anything, also what looks like a line of ours. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
