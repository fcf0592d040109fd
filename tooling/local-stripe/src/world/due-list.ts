import type { Due } from "./private-objects.ts";

const byInstant = (one: Due, other: Due): number => one.at - other.at || one.order - other.order;

/** What is due, by clock and in order of time. It is made from the store, and made again after a rollback. */
export class DueList {
  private lists: Map<string | null, Due[]> | null = null;

  /** The first thing that is due at the instant or before. @param stored reads all from the store */
  first(clock: string | null, until: number, stored: () => readonly Due[]): Due | undefined {
    const first = this.listOf(clock, stored)[0];
    return first !== undefined && first.at <= until ? first : undefined;
  }

  add(due: Due): void {
    const list = this.lists?.get(due.clock);
    if (list !== undefined) list.splice(placeOf(list, due), 0, due);
    else this.lists?.set(due.clock, [due]);
  }

  remove(due: Due): void {
    const list = this.lists?.get(due.clock);
    const place = list?.indexOf(due) ?? -1;
    if (place !== -1) list?.splice(place, 1);
  }

  forget(): void {
    this.lists = null;
  }

  private listOf(clock: string | null, stored: () => readonly Due[]): readonly Due[] {
    this.lists ??= Map.groupBy(stored().toSorted(byInstant), (due) => due.clock);
    return this.lists.get(clock) ?? [];
  }
}

function placeOf(list: readonly Due[], due: Due): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = list[middle];
    if (there !== undefined && byInstant(there, due) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
