/** The invariants of INVARIANTS section 1 that `verify` looks at. */
export type Invariant =
  | "L1"
  | "L2"
  | "L3"
  | "L4"
  | "L5"
  | "L6"
  | "L7"
  | "L8"
  | "L9"
  | "L10"
  | "L11"
  | "L12"
  | "L13"
  | "L14"
  | "L15"
  | "L16"
  | "L17"
  | "L18"
  | "L19"
  | "L20"
  | "L23"
  | "L28"
  | "L31";

/** One thing that does not hold: which invariant, of which organization, in which rows. */
export interface Finding {
  readonly invariant: Invariant;
  readonly orgId: string;
  /** Such as `entry 12` or `grant 0199...`. */
  readonly rows: readonly string[];
  /** What does not hold, expected against found; amounts in micro-USD. */
  readonly message: string;
}

/** Tells one finding of the organization at hand. */
export type Report = (invariant: Invariant, rows: readonly string[], message: string) => void;

/** So many findings of one invariant and organization are told; the rest is a number. */
const TOLD = 20;

/** Gathers the findings of one organization. */
export class Findings {
  private readonly orgId: string;
  private readonly told: Finding[] = [];
  private readonly counts = new Map<Invariant, number>();

  constructor(orgId: string) {
    this.orgId = orgId;
  }

  readonly report: Report = (invariant, rows, message) => {
    const count = (this.counts.get(invariant) ?? 0) + 1;
    this.counts.set(invariant, count);
    if (count <= TOLD) this.told.push({ invariant, orgId: this.orgId, rows, message });
  };

  /** In the order of their ids, with a last one that counts where there were more. */
  all(): Finding[] {
    const more: Finding[] = [];
    for (const [invariant, count] of this.counts)
      if (count > TOLD)
        more.push({
          invariant,
          orgId: this.orgId,
          rows: [],
          message: `and ${count - TOLD} more findings of ${invariant}`,
        });
    return [...this.told, ...more].sort((a, b) => Number(a.invariant.slice(1)) - Number(b.invariant.slice(1)));
  }
}
