import type { Instant, OrgLedger } from "@scrip/domain/ledger";
import type { Query } from "../../connection/query.ts";

/** How long a number is remembered. A process may outlive the database that it read, such as one before a restore. */
const REMEMBER_MS = 60_000;
/** The most numbers that are remembered. */
const MOST = 100_000;

interface Remembered {
  readonly seq: number;
  readonly until: number;
}

/** Numbers by organization and instant. */
const remembered = new Map<string, Remembered>();

/**
 * Finds how many entries an organization had before each instant. The time of entries never decreases (L10), so the number
 * is that of the last entry before the instant, and it stays once a later entry is there. A page asks for the same
 * instants again and again, so these numbers are remembered.
 * @param ledger the head of the organization, of the same snapshot
 */
export async function entriesBefore(
  query: Query,
  { orgId, seq: head, at: headAt }: Pick<OrgLedger, "orgId" | "seq" | "at">,
  instants: readonly Instant[],
): Promise<readonly number[]> {
  const now = performance.now();
  // Without an entry since the instant, all are before it.
  const numbers = instants.map((instant) => (headAt < instant ? head : known(orgId, instant, now)));
  const unknown = instants.filter((_, place) => numbers[place] === undefined);
  if (unknown.length === 0) return numbers as number[];
  const values = [orgId, unknown.map((instant) => new Date(instant).toISOString())];
  const rows = await query({ name: "entries-before", text: BEFORE, values });
  if (remembered.size + unknown.length > MOST) remembered.clear();
  const found = rows.map(({ seq }) => Number(seq));
  for (const [place, instant] of unknown.entries())
    remembered.set(`${orgId} ${instant}`, { seq: found[place] as number, until: now + REMEMBER_MS });
  const next = found.values();
  return numbers.map((number) => number ?? (next.next().value as number));
}

function known(orgId: string, instant: Instant, now: number): number | undefined {
  const number = remembered.get(`${orgId} ${instant}`);
  return number !== undefined && now < number.until ? number.seq : undefined;
}

const BEFORE = `
  SELECT entries_before($1, at) AS seq FROM unnest($2::timestamptz[]) WITH ORDINALITY AS u (at, n) ORDER BY n`;
