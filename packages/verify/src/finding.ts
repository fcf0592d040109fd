import type { INVARIANTS } from "./invariants.ts";

/** The invariants that `verify` checks. @source docs/invariants.md */
export type Invariant = keyof typeof INVARIANTS;

/** One violation of an invariant, in one organization or in the database as a whole. */
export interface Finding {
  readonly invariant: Invariant;
  /** `null` if it concerns no single organization. */
  readonly orgId: string | null;
  /** The rows concerned, such as `entry 12` or `grant 0199...`. */
  readonly rows: readonly string[];
  /** The violation, as found and as expected; amounts in micro-USD. */
  readonly message: string;
}

/** Reports one finding in the organization that is being checked. */
export type Report = (invariant: Invariant, rows: readonly string[], message: string) => void;

/** At most this many findings of one invariant are listed for an organization; the rest are only counted. */
const MOST_LISTED = 20;

/** Collects the findings of one organization, or of the database as a whole. */
export class Findings {
  private readonly orgId: string | null;
  private readonly listed: Finding[] = [];
  private readonly counts = new Map<Invariant, number>();

  constructor(orgId: string | null) {
    this.orgId = orgId;
  }

  readonly report: Report = (invariant, rows, message) => {
    const count = (this.counts.get(invariant) ?? 0) + 1;
    this.counts.set(invariant, count);
    if (count <= MOST_LISTED) this.listed.push({ invariant, orgId: this.orgId, rows, message });
  };

  /** All listed findings by invariant, each list followed by one finding that counts the rest. */
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
