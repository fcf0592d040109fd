import type { EntriesPage, Entry } from "./answers.ts";

/** Yields all entries. It loads the next page only when the caller has read the current one. */
export async function* allEntries(
  after: number | undefined,
  read: (after: number | undefined) => Promise<EntriesPage>,
): AsyncGenerator<Entry, void, void> {
  let from: number | null | undefined = after;
  do {
    const page: EntriesPage = await read(from);
    yield* page.entries;
    from = page.next;
  } while (from !== null);
}
