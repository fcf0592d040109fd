import { hash } from "node:crypto";
import { TransientError } from "../connection/errors.ts";
import type { InHome } from "../connection/home-source.ts";

/** A name whose tries are counted, and how many a window of time may have. */
export interface TryLimit {
  /** Unique over all uses, such as `sign-in account ada@example.com`. */
  readonly name: string;
  /** The number of tries in one window. */
  readonly most: number;
  readonly windowMs: number;
}

interface Counter {
  readonly tries: number;
  readonly endsAt: Date;
}

/** Counters of windows that ended are deleted by the next tries, a few at a time. */
const CLEARED = 20;

/**
 * Counts one try under each name, in one statement. The counters are in the database, so they hold for all processes.
 * A refused try counts too. If the database does not answer, the try fails: without counters nothing may be tried.
 * @param now milliseconds since 1970
 * @throws TransientError `too_many_requests` with the time until the window ends
 * @source docs/accounts.md#limits
 */
export async function takeTries(platform: InHome<"platform">, limits: readonly TryLimit[], now: number): Promise<void> {
  const names = limits.map(({ name }) => hash("sha256", name, "buffer"));
  const rows = await platform.query<(Counter & { readonly name: Buffer })[]>(
    `WITH cleared AS (
      DELETE FROM try_counters WHERE name = ANY (
        ARRAY(SELECT name FROM try_counters WHERE ends_at < $3 ORDER BY ends_at LIMIT ${CLEARED} FOR UPDATE SKIP LOCKED))
        AND name <> ALL ($1))
    INSERT INTO try_counters AS c (name, tries, ends_at)
      SELECT taken.name, 1, $3::timestamptz + taken.window_ms * interval '1 millisecond'
        FROM unnest($1::bytea[], $2::bigint[]) AS taken (name, window_ms) ORDER BY taken.name
      ON CONFLICT (name) DO UPDATE SET
        tries = CASE WHEN c.ends_at <= $3 THEN 1 ELSE least(c.tries + 1, 1000000) END,
        ends_at = CASE WHEN c.ends_at <= $3 THEN excluded.ends_at ELSE c.ends_at END
      RETURNING name, tries, ends_at AS "endsAt"`,
    [names, limits.map(({ windowMs }) => windowMs), new Date(now)],
  );
  const waits = limits.flatMap(({ most }, index) => {
    const counter = rows.find(({ name }) => names[index]?.equals(name));
    return counter !== undefined && counter.tries > most ? [counter.endsAt.getTime() - now] : [];
  });
  if (waits.length === 0) return;
  throw new TransientError("too_many_requests", "There were too many tries. Try again later.", Math.max(...waits));
}

/** Forgets the tries of these names, after one of them was right. */
export async function forgetTries(platform: InHome<"platform">, names: readonly string[]): Promise<void> {
  await platform.query("DELETE FROM try_counters WHERE name = ANY ($1)", [
    names.map((name) => hash("sha256", name, "buffer")),
  ]);
}
