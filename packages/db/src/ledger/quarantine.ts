import type { Waiting } from "./lane-queue.ts";

/** What works on an organization that was set aside. */
export interface Beside {
  /** Commits and answers what is given, in parts where it fails. @returns whether it went through whole */
  readonly commit: (part: readonly Waiting[]) => Promise<boolean>;
  /** Takes commands into the lane again. */
  readonly bringBack: (items: readonly Waiting[]) => void;
  /** Commands of one transaction. */
  readonly commands: number;
  /** Organizations that are worked on at once. */
  readonly places: number;
}

/**
 * Organizations whose commands failed in a batch, or found a lock that somebody else keeps: they are
 * worked on beside the lanes, each by itself, so that nobody else waits for them or fails with them.
 * One comes back once something of it went through.
 * @source docs/rules.md#set-aside
 */
export class SetAside {
  private readonly beside: Beside;
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly turns: (() => void)[] = [];
  private free: number;

  constructor(beside: Beside) {
    this.beside = beside;
    this.free = beside.places;
  }

  /** How many commands of an organization wait here; `null` where it is not set aside. */
  waitingOf(orgId: string): number | null {
    // Asked for every command, and nearly always nothing is here.
    return this.waiting.size === 0 ? null : (this.waiting.get(orgId)?.length ?? null);
  }

  /** Takes commands of one organization, which is set aside from now on. */
  add(orgId: string, items: readonly Waiting[]): void {
    const known = this.waiting.get(orgId);
    if (known === undefined) this.waiting.set(orgId, [...items]);
    else known.push(...items);
    if (!this.running.has(orgId)) this.running.set(orgId, this.run(orgId));
  }

  /** Resolves when nothing waits here any more. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private async run(orgId: string): Promise<void> {
    const { commit, commands, bringBack } = this.beside;
    for (;;) {
      await this.turn();
      const part = this.waiting.get(orgId)?.splice(0, commands) ?? [];
      const isWell = part.length > 0 && (await commit(part));
      this.endTurn();
      const rest = this.waiting.get(orgId) ?? [];
      if (isWell) this.waiting.delete(orgId);
      if (isWell || rest.length === 0) {
        // In the same step as the look at what waits: nothing can be added between the two and be forgotten.
        this.running.delete(orgId);
        if (isWell) bringBack(rest);
        return;
      }
    }
  }

  /** Organizations take turns: one that is locked for long does not keep all places. */
  private turn(): Promise<void> {
    if (this.free === 0) return new Promise((resolve) => this.turns.push(resolve));
    this.free -= 1;
    return Promise.resolve();
  }

  private endTurn(): void {
    const next = this.turns.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
