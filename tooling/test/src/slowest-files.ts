/** A test file and its time: imports, hooks and tests. */
export interface TimedFile {
  /** Its path from the root of the run. */
  readonly file: string;
  readonly ms: number;
}

const MOST = 10;

/** The ten slowest files of a run, one a line and the slowest first, as seconds and path. */
export function slowestFiles(files: readonly TimedFile[]): string[] {
  const slowest = files.toSorted((a, b) => b.ms - a.ms).slice(0, MOST);
  return slowest.map(({ file, ms }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${file}`);
}
