/** What the calls of a simulation came to. Amounts in micro-USD. */
export class Tally {
  /** The number of calls, by procedure. */
  readonly calls = new Map<string, number>();
  /** The number of answers to jobs, by decision; of pauses and stops, with the reason. */
  readonly decisions = new Map<string, number>();
  /** The number of refusals, by code. */
  readonly refusals = new Map<string, number>();
  /** The amounts that the answers said were charged, by kind of work. */
  readonly charges = new Map<string, bigint>();
  /** The credit that was bought. */
  credit = 0n;

  called(procedure: string): void {
    count(this.calls, procedure);
  }

  /** Counts the decision of an answer, if it has one. */
  answered(answer: unknown): void {
    const { decision, reason } = Object(answer) as { decision?: string; reason?: string | null };
    if (decision === undefined) return;
    count(this.decisions, reason === null || reason === undefined ? decision : `${decision}: ${reason}`);
  }

  refused(code: string): void {
    count(this.refusals, code);
  }

  charged(kind: string, amount: bigint): void {
    this.charges.set(kind, (this.charges.get(kind) ?? 0n) + amount);
  }

  bought(amount: bigint): void {
    this.credit += amount;
  }
}

function count(counters: Map<string, number>, name: string): void {
  counters.set(name, (counters.get(name) ?? 0) + 1);
}
