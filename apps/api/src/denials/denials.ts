import { appendAudit, appendPlatformAudit } from "@scrip/db/access";
import { type Homes, inOrganization, inPlatform } from "@scrip/db/connection";
import type { AuditActor, AuditTarget } from "@scrip/domain/audit-entry";
import type { AuditOrigin, AuditRecord } from "@scrip/domain/audit-record";

/** A refused request of a caller that is known. */
export interface Denial {
  /** The organization whose log records it; `null` for the log of the platform. */
  readonly orgId: string | null;
  readonly actor: AuditActor & { readonly id: string };
  readonly target: AuditTarget | null;
  readonly from: AuditOrigin;
  readonly details: { readonly procedure: string; readonly code: string };
}

/** The parts of `Denials`. */
export interface DenialsOptions {
  readonly homes: Homes;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
  readonly log: { warn(fields: object, message: string): void };
}

/** In a window, so many denials of one actor get an entry of their own. The entry at its end counts the others. */
const OWN_ENTRIES = 5;
const WINDOW_MS = 60_000;
/** Above this number of windows the server only logs denials, so that a flood by many actors costs no memory. */
const MOST_WINDOWS = 10_000;

interface Window {
  readonly until: number;
  count: number;
  /** The last denial that has no entry of its own. */
  last: Denial | null;
  more: number;
}

/**
 * Records denials in the audit logs, each in a transaction of its own, one after another. A caller gets the refusal
 * without waiting. A flood costs five entries a minute for each actor and log, and one that says how many more there were.
 * @source docs/audit.md#denials
 */
export class Denials {
  readonly #options: DenialsOptions;
  readonly #windows = new Map<string, Window>();
  #writing: Promise<void> = Promise.resolve();
  readonly #timer: NodeJS.Timeout;

  constructor(options: DenialsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.endWindows(), WINDOW_MS / 6).unref();
  }

  /** Never throws and never waits. */
  record(denial: Denial): void {
    const now = this.#options.steadyNow();
    const key = `${denial.orgId ?? "platform"} ${denial.actor.id}`;
    const window = this.#windowOf(key, now);
    if (window === null) {
      this.#options.log.warn(
        { denial: denial.details, actor: denial.actor.id },
        "denial not recorded: too many actors",
      );
      return;
    }
    window.count += 1;
    if (window.count <= OWN_ENTRIES) {
      this.#write(denial, {});
      return;
    }
    window.last = denial;
    window.more += 1;
  }

  /** Writes the counts of windows that have ended. */
  endWindows(now = this.#options.steadyNow()): void {
    for (const [key, { until, last, more }] of this.#windows) {
      if (until > now) continue;
      this.#windows.delete(key);
      if (last !== null) this.#write(last, { more });
    }
  }

  /** Resolves when everything is written that was recorded so far. */
  settled(): Promise<void> {
    return this.#writing;
  }

  /** Writes all counts, also of windows that have not ended. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.endWindows(Number.POSITIVE_INFINITY);
    await this.settled();
  }

  #windowOf(key: string, now: number): Window | null {
    const known = this.#windows.get(key);
    if (known !== undefined && known.until > now) return known;
    if (known !== undefined) this.endWindows(now);
    if (this.#windows.size >= MOST_WINDOWS) return null;
    const window: Window = { until: now + WINDOW_MS, count: 0, last: null, more: 0 };
    this.#windows.set(key, window);
    return window;
  }

  #write({ orgId, actor, target, from, details }: Denial, more: { readonly more?: number }): void {
    const { homes, log } = this.#options;
    const record: AuditRecord = {
      actor,
      action: "access.denied",
      target,
      outcome: "denied",
      from,
      details: { ...details, ...more },
    };
    this.#writing = this.#writing
      .then(async () => {
        if (orgId === null) await inPlatform(homes.platform, (tx) => appendPlatformAudit(tx, record));
        else await inOrganization(homes.organizations, orgId, (tx) => appendAudit(tx, orgId, record));
      })
      // The caller was refused in any case.
      .catch((err: unknown) => log.warn({ err, denial: details, actor: actor.id }, "denial not recorded"));
  }
}
