import { createHash } from "node:crypto";
import type { Simulated } from "@scrip/simulator/simulate";
import type { Tally } from "@scrip/simulator/tally";
import type { RunVerified } from "../replay/verify-run.ts";

/** The output of `simulate --json`. Amounts are micro-USD as digits. docs/simulator.md explains each field. */
export interface SimulationSummary {
  readonly run: string;
  readonly seed: number;
  readonly organizations: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly decisions: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly pauses: number;
  readonly credit: string;
  readonly charges: Readonly<Record<string, string>>;
  readonly charged: string;
  readonly entries: number;
  readonly books: string;
  readonly seconds: number;
  readonly callsPerSecond: number;
  readonly verify: Pick<RunVerified, "ok" | "findings">;
}

interface Outcome {
  readonly tally: Tally;
  readonly organizations: readonly Simulated[];
  readonly verified: RunVerified;
  readonly seconds: number;
}

export function summarize(
  { run, seed }: { readonly run: string; readonly seed: number },
  { tally, organizations, verified, seconds }: Outcome,
): SimulationSummary {
  const books = createHash("sha256");
  for (const organization of organizations) books.update(organization.books);
  const charged = organizations.reduce((sum, organization) => sum + organization.charged, 0n);
  return {
    run,
    seed,
    organizations: organizations.length,
    calls: sorted(tally.calls),
    decisions: sorted(tally.decisions),
    refusals: sorted(tally.refusals),
    pauses: sumOf([...tally.decisions].filter(([decision]) => decision.startsWith("pause"))),
    credit: String(tally.credit),
    charges: sorted(new Map([...tally.charges].map(([kind, amount]) => [kind, String(amount)]))),
    charged: String(charged),
    entries: organizations.reduce((sum, { entries }) => sum + entries, 0),
    books: books.digest("hex"),
    seconds: Math.round(seconds * 10) / 10,
    callsPerSecond: Math.round(sumOf([...tally.calls]) / Math.max(seconds, 0.001)),
    verify: { ok: verified.ok, findings: verified.findings },
  };
}

const sumOf = (counted: readonly (readonly [string, number])[]): number =>
  counted.reduce((sum, [, count]) => sum + count, 0);

function sorted<Value>(counters: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...counters].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
