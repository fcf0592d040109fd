/** An instant in milliseconds since 1970, by the clock of the organization. */
export type Instant = number;

/**
 * The work of one actor. It yields the instant for which it waits, first that of its start, and gets the instant at which
 * it goes on, which may be later. Between two waits it calls the API. The runner of the script decides whether time is
 * simulated or real.
 */
export type Script = AsyncGenerator<Instant, void, Instant>;

/** Makes a script of one piece of work. */
export async function* at(instant: Instant, work: (now: Instant) => Promise<unknown>): Script {
  await work(yield instant);
}
