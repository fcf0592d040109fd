import type { INVARIANTS } from "./invariants.ts";

/** The invariants that `verify` checks. @source docs/invariants.md */
export type Invariant = Exclude<keyof typeof INVARIANTS, "L21" | "L22" | "L24" | "L25" | "L26" | "L27" | "L29" | "L30">;

/** One thing that does not hold: which invariant, of which organization, in which rows. */
export interface Finding {
  readonly invariant: Invariant;
  readonly orgId: string;
  /** Such as `entry 12` or `grant 0199...`. */
  readonly rows: readonly string[];
  /** What does not hold, expected against found; amounts in micro-USD. */
  readonly message: string;
}

/** Reports one finding of the organization that is being checked. */
export type Report = (invariant: Invariant, rows: readonly string[], message: string) => void;

/** Findings of one invariant and organization that are listed; the rest are counted. */
const MOST_LISTED = 20;

/** Collects the findings of one organization. */
export class Findings {
  private readonly orgId: string;
  private readonly listed: Finding[] = [];
  private readonly counts = new Map<Invariant, number>();

  constructor(orgId: string) {
    this.orgId = orgId;
  }

  readonly report: Report = (invariant, rows, message) => {
    const count = (this.counts.get(invariant) ?? 0) + 1;
    this.counts.set(invariant, count);
    if (count <= MOST_LISTED) this.listed.push({ invariant, orgId: this.orgId, rows, message });
  };

  /** All findings in the order of their ids, with a last one that counts those that are not listed. */
  all(): Finding[] {
    const more: Finding[] = [];
    for (const [invariant, count] of this.counts)
      if (count > MOST_LISTED)
        more.push({
          invariant,
          orgId: this.orgId,
          rows: [],
          message: `and ${count - MOST_LISTED} more findings of ${invariant}`,
        });
    return [...this.listed, ...more].sort((a, b) => Number(a.invariant.slice(1)) - Number(b.invariant.slice(1)));
  }
}
