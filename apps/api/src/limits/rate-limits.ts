import { TransientError } from "@scrip/db/connection";
import { Buckets } from "./buckets.ts";
import type { Tokens } from "./cost.ts";

/** The paces of one key, session or organization, per second. 0 turns a limit off. */
export interface PaceSettings {
  readonly calls: number;
  readonly reads: number;
}

/** What has buckets of its own. A caller is the key of an organization or a session; a platform is a platform key. */
export type Limited = "caller" | "platform" | "organization" | "address";

/** The names of what some calls concern. */
export type Names = Partial<Record<Limited, string | undefined>>;

/** A bucket holds the tokens of so many seconds. */
const BURST_SECONDS = 4;

/** A platform key calls for many organizations, and many keys and persons share an address. */
const SHARED_FACTOR = 4;

/** The pair of buckets of each name. `null` has no limit. */
interface Pair {
  readonly calls: Buckets | null;
  readonly reads: Buckets | null;
}

/**
 * Limits the calls of each key, session, organization and address of this process.
 * @source docs/rules.md#rate-limits
 */
export class RateLimits {
  private readonly now: () => number;
  private readonly pairs: Readonly<Record<Limited, Pair>>;
  private refused = 0;

  /** @param now a clock that never goes back, in milliseconds */
  constructor(settings: PaceSettings, now: () => number) {
    this.now = now;
    this.pairs = {
      caller: pairOf(settings, 1),
      platform: pairOf(settings, SHARED_FACTOR),
      organization: pairOf(settings, 1),
      address: pairOf(settings, SHARED_FACTOR),
    };
  }

  /** The requests and calls that were refused so far. */
  get refusals(): number {
    return this.refused;
  }

  /**
   * Takes the tokens of calls from the buckets of all that they concern, or from none.
   * @param names the name of each concerned thing; `undefined` where there is none
   * @throws TransientError `too_many_requests` with the time until the tokens are there
   */
  take(names: Names, tokens: Tokens): void {
    const now = this.now();
    const concerned = this.bucketsOf(names, tokens);
    const waitMs = Math.max(0, ...concerned.map(({ buckets, name, amount }) => buckets.waitMs(name, amount, now)));
    if (waitMs > 0) {
      this.refused += 1;
      throw tooMany(Math.ceil(waitMs));
    }
    for (const { buckets, name, amount } of concerned) buckets.take(name, amount, now);
  }

  /** Takes tokens for work that is done, as many as there are. */
  charge(names: Names, tokens: Tokens): void {
    const now = this.now();
    for (const { buckets, name, amount } of this.bucketsOf(names, tokens)) buckets.take(name, amount, now);
  }

  private bucketsOf(names: Names, tokens: Tokens) {
    const found: { buckets: Buckets; name: string; amount: number }[] = [];
    for (const limited of Object.keys(this.pairs) as Limited[]) {
      const name = names[limited];
      if (name === undefined) continue;
      for (const kind of ["calls", "reads"] as const) {
        const buckets = this.pairs[limited][kind];
        if (buckets !== null && tokens[kind] > 0) found.push({ buckets, name, amount: tokens[kind] });
      }
    }
    return found;
  }
}

/** The refusal of a caller that is too fast. */
export function tooMany(retryAfterMs: number): TransientError {
  const message = "Too many requests. Make fewer calls, or wait before the next one.";
  return new TransientError("too_many_requests", message, retryAfterMs);
}

function pairOf({ calls, reads }: PaceSettings, factor: number): Pair {
  return { calls: bucketsOf(calls * factor), reads: bucketsOf(reads * factor) };
}

function bucketsOf(perSecond: number): Buckets | null {
  return perSecond === 0 ? null : new Buckets({ perSecond, burst: perSecond * BURST_SECONDS });
}
