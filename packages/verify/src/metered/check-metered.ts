import type { Report } from "../finding.ts";
import type { MeteredRow } from "./metered-row.ts";

/** Checks the charges of one meter: takes them by leg, and then `end`. */
export interface MeterOfUse {
  charge(charge: MeteredRow): void;
  end(): void;
}

/** The checks of one kind of meter, beyond those that every meter has. */
export type ChecksOfMeter = (meterId: string, report: Report) => MeterOfUse;

/**
 * L20: the charges of a meter are numbered from 1 without gaps. L6 and L12: a charge of an amount has one entry, which
 * does not mark it as a plain amount. `kinds` has the rules of each kind of meter.
 */
export class MeteredCheck {
  private readonly kinds: ReadonlyMap<string, ChecksOfMeter>;
  private readonly report: Report;
  private open: {
    readonly meter: string;
    readonly meterId: string;
    leg: number;
    readonly own: MeterOfUse | null;
  } | null = null;

  constructor(kinds: ReadonlyMap<string, ChecksOfMeter>, report: Report) {
    this.kinds = kinds;
    this.report = report;
  }

  /** Takes the next charge: those of one meter follow each other by leg. */
  charge(charge: MeteredRow): void {
    const { meter, meterId, leg, amount, entries, plainEntries } = charge;
    const rows = [`charge ${charge.id}`];
    if (this.open?.meter !== meter || this.open.meterId !== meterId) {
      this.end();
      this.open = { meter, meterId, leg: 0, own: this.kinds.get(meter)?.(meterId, this.report) ?? null };
    }
    if (leg !== this.open.leg + 1)
      this.report("L20", [`${meter} ${meterId}`, ...rows], `leg ${leg} follows leg ${this.open.leg} of the meter`);
    this.open.leg = leg;
    if (entries === 0 && amount !== 0n) this.report("L6", rows, `${amount} was charged, but no entry takes it`);
    if (plainEntries > 0) this.report("L12", rows, "an entry marks this charge of a meter as a plain amount");
    this.open.own?.charge(charge);
  }

  malformed(id: string, problem: string): void {
    this.report("L19", [`charge ${id}`], `the row cannot be read: ${problem}`);
  }

  /** Ends the check of the last meter. */
  end(): void {
    this.open?.own?.end();
    this.open = null;
  }
}
