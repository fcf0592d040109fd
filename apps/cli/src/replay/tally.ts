import type { InvalidLine, TraceJob } from "../trace/trace-job.ts";

/** The counters of one resource or one organization. */
export interface Counted {
  jobs: number;
  refused: number;
  paused: number;
  /** Micro-USD. */
  charged: bigint;
}

/** Credit that refused jobs lacked, in micro-USD. */
export interface Missing {
  readonly total: bigint;
  readonly largest: bigint;
}

/** Counts the API's answers while organizations are replayed in parallel. */
export class Tally {
  readonly all: Counted = zeros();
  readonly byResource: Map<string, Counted> = new Map();
  readonly byOrg: Map<string, Counted> = new Map();
  readonly invalid: InvalidLine[];
  missing: Missing = { total: 0n, largest: 0n };
  /** The number of top-ups, and their sum in micro-USD. */
  topUps = { count: 0, total: 0n };
  settles = 0;
  requests = 0;

  constructor(invalid: readonly InvalidLine[]) {
    this.invalid = [...invalid];
  }

  started(job: TraceJob): void {
    for (const counted of this.#of(job)) counted.jobs += 1;
  }

  refused(job: TraceJob, missing: bigint): void {
    for (const counted of this.#of(job)) counted.refused += 1;
    const { total, largest } = this.missing;
    this.missing = { total: total + missing, largest: missing > largest ? missing : largest };
    this.started(job);
  }

  toppedUp(amount: bigint): void {
    this.topUps = { count: this.topUps.count + 1, total: this.topUps.total + amount };
  }

  paused(job: TraceJob): void {
    for (const counted of this.#of(job)) counted.paused += 1;
  }

  /** Adds the job's total charge, as the API returned it. */
  ended(job: TraceJob, charged: bigint): void {
    for (const counted of this.#of(job)) counted.charged += charged;
  }

  #of({ resource, org }: TraceJob): Counted[] {
    return [this.all, counterOf(this.byResource, resource), counterOf(this.byOrg, org)];
  }
}

function counterOf(counters: Map<string, Counted>, id: string): Counted {
  const known = counters.get(id);
  if (known !== undefined) return known;
  const counted = zeros();
  counters.set(id, counted);
  return counted;
}

function zeros(): Counted {
  return { jobs: 0, refused: 0, paused: 0, charged: 0n };
}
