/** Shows progress on a stream, one line for each step. */
export class Steps {
  readonly #stream: NodeJS.WriteStream;
  readonly #isAborted: () => boolean;
  /** The number of successful steps. */
  done = 0;

  constructor(stream: NodeJS.WriteStream, isAborted: () => boolean) {
    this.#stream = stream;
    this.#isAborted = isAborted;
  }

  /** Runs one step. @throws StopRequested if a stop was requested before the step */
  async run<T>(title: string, work: () => Promise<T>, describe: (result: T) => string = () => ""): Promise<T> {
    if (this.#isAborted()) throw new StopRequested();
    const startedAt = performance.now();
    this.#show(`  ${title} ...`, false);
    try {
      const result = await work();
      this.done += 1;
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      this.#show(`✓ ${[title, describe(result)].filter(Boolean).join(": ")} (${seconds} s)`, true);
      return result;
    } catch (error) {
      this.#show(`✗ ${title}`, true);
      throw error;
    }
  }

  #show(text: string, isLast: boolean): void {
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[2K${text}${isLast ? "\n" : ""}`);
    else this.#stream.write(`${text}\n`);
  }
}

/** Ends a start after a request to stop. */
export class StopRequested extends Error {
  override name = "StopRequested";
}
