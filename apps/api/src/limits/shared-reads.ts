/** A read that runs, with the read that follows it. */
interface Running {
  readonly over: Promise<void>;
  next: Promise<unknown> | undefined;
}

/**
 * Answers equal reads that wait by one. A read never joins one that is under way, because that one may have begun before a
 * change that the caller has seen. It joins the next one.
 * @source docs/rules.md#rate-limits
 */
export class SharedReads {
  readonly #running = new Map<string, Running>();

  /** @param key everything that decides the answer */
  through<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const running = this.#running.get(key);
    if (running === undefined) return this.#run(key, read);
    running.next ??= running.over.then(() => this.#run(key, read));
    return running.next as Promise<Answer>;
  }

  #run<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const answer = read();
    const end = (): void => {
      if (running.next === undefined) this.#running.delete(key);
    };
    const running: Running = { over: answer.then(end, end), next: undefined };
    this.#running.set(key, running);
    return answer;
  }
}
