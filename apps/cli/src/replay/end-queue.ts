/** A running job and the end of its current epoch. */
export interface EpochEnd {
  readonly atS: number;
  /** The job's line in the trace, which decides the order of ends at the same time. */
  readonly line: number;
}

/** A priority queue (binary heap) that returns the earliest end first. */
export class EndQueue<End extends EpochEnd> {
  readonly #heap: End[] = [];

  get first(): End | undefined {
    return this.#heap[0];
  }

  push(end: End): void {
    const heap = this.#heap;
    let place = heap.push(end) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#swapIfEarlier(place, parent)) return;
      place = parent;
    }
  }

  pop(): End | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return first;
    heap[0] = last;
    let place = 0;
    while (2 * place + 1 < heap.length) {
      const child = this.#earlierChild(place);
      if (!this.#swapIfEarlier(child, place)) break;
      place = child;
    }
    return first;
  }

  #earlierChild(place: number): number {
    const left = 2 * place + 1;
    const right = 2 * place + 2;
    return right < this.#heap.length && this.#isEarlier(right, left) ? right : left;
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    if (!this.#isEarlier(lower, upper)) return false;
    const heap = this.#heap;
    [heap[lower], heap[upper]] = [heap[upper] as End, heap[lower] as End];
    return true;
  }

  #isEarlier(a: number, b: number): boolean {
    const first = this.#heap[a] as End;
    const second = this.#heap[b] as End;
    return first.atS === second.atS ? first.line < second.line : first.atS < second.atS;
  }
}
