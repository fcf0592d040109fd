import { TransientError } from "@scrip/db/connection";
import type { TaskQueue } from "@scrip/db/queue";

/**
 * The task queues of the cells, for sending. A task goes to the queue of the cell whose transaction sends it, so any open
 * queue can send it: all have the same kinds of tasks.
 */
export class CellQueues implements TaskQueue {
  readonly #open: TaskQueue[] = [];

  add(queue: TaskQueue): void {
    this.#open.push(queue);
  }

  readonly enqueue: TaskQueue["enqueue"] = async (...task) => this.#any().enqueue(...task);

  readonly enqueueAll: TaskQueue["enqueueAll"] = async (...tasks) => this.#any().enqueueAll(...tasks);

  get boss(): TaskQueue["boss"] {
    return this.#any().boss;
  }

  async close(patienceMs?: number): Promise<void> {
    await Promise.all(this.#open.map((queue) => queue.close(patienceMs)));
  }

  /** @throws TransientError while no cell is open */
  #any(): TaskQueue {
    const [queue] = this.#open;
    if (queue === undefined) throw new TransientError("unavailable", "No task queue is open yet.", 1_000);
    return queue;
  }
}
