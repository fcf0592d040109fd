import type { Waiting } from "./lane-queue.ts";

/** How a quarantine commits commands. */
export interface QuarantineOptions {
  /**
   * Commits and answers commands, in parts if that fails.
   * @returns whether all of them were committed together
   */
  readonly commit: (part: readonly Waiting[]) => Promise<boolean>;
  /** Puts commands back into their lane. */
  readonly bringBack: (items: readonly Waiting[]) => void;
  /** The most commands of one transaction. */
  readonly commands: number;
  /** The number of organizations that are processed at once. */
  readonly slots: number;
}

/**
 * Organizations whose commands failed in a batch, or that another transaction keeps locked. They are processed outside
 * the lanes, each by itself, so that no other organization waits for them or fails with them. An organization leaves
 * once a part of its commands is committed.
 * @source docs/rules.md#quarantine
 */
export class Quarantine {
  private readonly options: QuarantineOptions;
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly turns: (() => void)[] = [];
  private free: number;

  constructor(options: QuarantineOptions) {
    this.options = options;
    this.free = options.slots;
  }

  /** The number of commands of an organization that wait here; `null` if it is not in quarantine. */
  waitingOf(orgId: string): number | null {
    // Called for every command, and the quarantine is nearly always empty.
    return this.waiting.size === 0 ? null : (this.waiting.get(orgId)?.length ?? null);
  }

  /** The number of organizations in quarantine. */
  get size(): number {
    return this.waiting.size;
  }

  /** Adds commands of an organization, which is in quarantine from now on. */
  add(orgId: string, items: readonly Waiting[]): void {
    const known = this.waiting.get(orgId);
    if (known === undefined) this.waiting.set(orgId, [...items]);
    else known.push(...items);
    if (!this.running.has(orgId)) this.running.set(orgId, this.run(orgId));
  }

  /** Resolves once no command waits here. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private async run(orgId: string): Promise<void> {
    const { commit, commands, bringBack } = this.options;
    for (;;) {
      await this.turn();
      const part = this.waiting.get(orgId)?.splice(0, commands) ?? [];
      const isCommitted = part.length > 0 && (await commit(part));
      this.endTurn();
      const rest = this.waiting.get(orgId) ?? [];
      if (isCommitted) this.waiting.delete(orgId);
      if (isCommitted || rest.length === 0) {
        // Synchronous with reading `rest` above, so that no command is added in between and forgotten.
        this.running.delete(orgId);
        if (isCommitted) bringBack(rest);
        return;
      }
    }
  }

  /** Organizations take turns, so that one that stays locked does not keep a slot. */
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
