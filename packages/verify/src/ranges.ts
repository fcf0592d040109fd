/** The numbers `after < n <= upTo` of one subject, such as an organization's entries or a job's charges. */
export interface Range<Subject> {
  readonly subject: Subject;
  readonly after: number;
  readonly upTo: number;
}

/** Packs ranges, in order, into reads of `size` numbers: splits large ranges and combines small ones. */
export function* packRanges<Subject>(ranges: Iterable<Range<Subject>>, size: number): Generator<Range<Subject>[]> {
  let read: Range<Subject>[] = [];
  let room = size;
  for (const { subject, after, upTo } of ranges) {
    for (let from = after; from < upTo; ) {
      const to = Math.min(upTo, from + room);
      read.push({ subject, after: from, upTo: to });
      room -= to - from;
      from = to;
      if (room > 0) continue;
      yield read;
      read = [];
      room = size;
    }
  }
  if (read.length > 0) yield read;
}

/** Packs items, in order, into groups of at most `count` items and a total size of about `size`. */
export function* packGroups<Item>(
  items: Iterable<Item>,
  sizeOf: (item: Item) => number,
  size: number,
  count: number,
): Generator<Item[]> {
  let group: Item[] = [];
  let filled = 0;
  for (const item of items) {
    group.push(item);
    filled += sizeOf(item);
    if (filled < size && group.length < count) continue;
    yield group;
    group = [];
    filled = 0;
  }
  if (group.length > 0) yield group;
}

/** Runs reads one after another, and starts the next read while the caller works on the last answer. */
export async function* readAhead<Request, Answer>(
  requests: Iterable<Request>,
  read: (request: Request) => Promise<Answer>,
): AsyncGenerator<Answer> {
  let next: Promise<Answer> | undefined;
  for (const request of requests) {
    const reading = read(request);
    // The loop awaits this promise one round later; until then a failure must not count as unhandled.
    reading.catch(() => {});
    if (next !== undefined) yield await next;
    next = reading;
  }
  if (next !== undefined) yield await next;
}

/**
 * Calls `work` on each item in order, `atOnce` at a time. After a failure it starts no more items, waits for
 * the running ones, and rejects.
 * @returns the answers in the order of the items
 */
export async function inTurns<Item, Answer>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const rest = items[Symbol.iterator]();
  let begun = 0;
  let hasFailed = false;
  const turn = async (): Promise<void> => {
    for (let next = rest.next(); !next.done && !hasFailed; next = rest.next()) {
      const place = begun;
      begun += 1;
      answers[place] = await work(next.value);
    }
  };
  const turns = Array.from({ length: atOnce }, () =>
    turn().catch((error: unknown) => {
      hasFailed = true;
      throw error;
    }),
  );
  await Promise.allSettled(turns);
  await Promise.all(turns);
  return answers;
}
