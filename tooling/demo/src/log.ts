/** One line with the time, for the log. */
export function tell(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
