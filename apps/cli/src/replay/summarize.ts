import type { InvalidLine } from "../trace/trace-job.ts";
import type { Counted, Tally } from "./tally.ts";
import type { RunVerified } from "./verify-run.ts";

/** The output of `replay --json`. Amounts are micro-USD as digits. docs/trace-format.md explains each field. */
export interface Summary {
  readonly run: string;
  readonly jobs: number;
  readonly refused: number;
  readonly paused: number;
  readonly invalid: readonly InvalidLine[];
  readonly charged: string;
  readonly byResource: Readonly<Record<string, string>>;
  readonly byOrg: Readonly<Record<string, string>>;
  readonly missing: { readonly total: string; readonly largest: string };
  readonly topUps: { readonly count: number; readonly total: string };
  readonly settles: number;
  readonly requests: number;
  readonly seconds: number;
  readonly peakMemoryMb: number;
  readonly verify: Pick<RunVerified, "ok" | "findings">;
}

/** The time and memory that a run took. */
export interface Effort {
  readonly seconds: number;
  readonly peakMemoryMb: number;
}

export function summarize(run: string, tally: Tally, verified: RunVerified, effort: Effort): Summary {
  const { jobs, refused, paused, charged } = tally.all;
  const { total, largest } = tally.missing;
  return {
    run,
    jobs,
    refused,
    paused,
    invalid: tally.invalid.toSorted((a, b) => a.line - b.line),
    charged: charged.toString(),
    byResource: chargedBy(tally.byResource),
    byOrg: chargedBy(tally.byOrg),
    missing: { total: total.toString(), largest: largest.toString() },
    topUps: { count: tally.topUps.count, total: tally.topUps.total.toString() },
    settles: tally.settles,
    requests: tally.requests,
    ...effort,
    verify: { ok: verified.ok, findings: verified.findings },
  };
}

function chargedBy(counters: ReadonlyMap<string, Counted>): Record<string, string> {
  const sorted = [...counters].toSorted(([a], [b]) => (a < b ? -1 : 1));
  // `fromEntries` defines own properties, so a name such as `__proto__` is safe.
  return Object.fromEntries(sorted.map(([id, { charged }]) => [id, charged.toString()]));
}
