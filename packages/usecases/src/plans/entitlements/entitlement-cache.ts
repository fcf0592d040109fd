import type { PlanArrivals, PlanEvents } from "@scrip/db/events";
import {
  checkEntitlement,
  type EntitlementCheck,
  type EntitlementState,
  entitlementState,
} from "@scrip/domain/plans/entitlements";
import type { Entitlements } from "../../deps.ts";
import { refused } from "../../refused.ts";
import type { KnownEntitlements } from "./read-entitlements.ts";

/** What a cache must have heard of: all announcements up to this long ago. */
const MOST_BEHIND_MS = 900;

/** The most organizations that a cache keeps. */
const MOST_KEPT = 10_000;

/** What is known of an organization, until its next dated change. */
interface Kept {
  readonly known: KnownEntitlements;
  /** The announcements of the cell where it was read. */
  readonly arrivals: PlanArrivals;
  /** By the steady clock. */
  readonly until: number;
}

/** What a cache needs. */
export interface EntitlementCacheParts {
  /** @throws RefusedError `organization_not_found` */
  readonly read: (orgId: string) => Promise<KnownEntitlements>;
  readonly events: Pick<PlanEvents, "onChange" | "arrivalsOf">;
  /** Milliseconds of a clock that never goes back, as the events have it. */
  readonly steadyNow: () => number;
}

/**
 * Answers which entitlements organizations have, from memory.
 *
 * - An announcement of a change of the plan, the contract or a counter drops what is known of the organization. The
 *   announcement is part of the change's transaction.
 * - What is known ends at the next dated change, such as the end of a subscription.
 * - The connection of announcements proves four times a second that nothing was missed. A check that finds the last
 *   proof too old asks for one, with all checks of that moment together. So a check is right within a second of a
 *   change, and reads the database while the connection is lost. Each cell has a connection of its own. What was read in
 *   a cell depends on the announcements of that cell alone: it also announces that the organization moves to another one.
 *
 * @source docs/entitlements.md#the-cache
 */
export class EntitlementCache implements Entitlements {
  private readonly parts: EntitlementCacheParts;
  /** In the order in which they were read. */
  private readonly kept = new Map<string, Kept>();
  private readonly reading = new Map<string, Promise<KnownEntitlements>>();

  constructor(parts: EntitlementCacheParts) {
    this.parts = parts;
    parts.events.onChange((orgId, cell) => (orgId === null ? this.forgetCell(cell) : this.forget(orgId)));
  }

  /**
   * Checks whether an organization may have `count` more of an entitlement, or use a feature. The answer about a counter
   * is a hint: `entitlements.use` decides under the counter's lock.
   * @throws RefusedError `organization_not_found`, `unknown_entitlement`
   */
  check(orgId: string, entitlement: string, count = 1): EntitlementCheck | Promise<EntitlementCheck> {
    const kept = this.keptOf(orgId);
    if (kept !== null && this.isProven(kept)) return checked(kept.known, entitlement, count);
    return this.known(orgId).then((found) => checked(found, entitlement, count));
  }

  /** The plan of an organization, and all its entitlements in the order of the catalog. */
  async list(orgId: string): Promise<{ readonly plan: string; readonly entitlements: readonly EntitlementState[] }> {
    const { terms, used } = await this.known(orgId);
    const states = Object.keys(terms.catalog.entitlements).flatMap(
      (entitlement) => entitlementState(terms, entitlement, used.get(entitlement) ?? 0) ?? [],
    );
    return { plan: terms.plan, entitlements: states };
  }

  private isProven({ arrivals }: Kept): boolean {
    return this.parts.steadyNow() - arrivals.completeUntil < MOST_BEHIND_MS;
  }

  /** What is known until its next dated change. */
  private keptOf(orgId: string): Kept | null {
    const kept = this.kept.get(orgId);
    return kept !== undefined && this.parts.steadyNow() < kept.until ? kept : null;
  }

  private async known(orgId: string): Promise<KnownEntitlements> {
    const kept = this.keptOf(orgId);
    if (kept === null) return this.read(orgId);
    const isComplete = this.isProven(kept) || (await kept.arrivals.prove());
    // An announcement that arrived meanwhile has dropped it.
    return isComplete && this.keptOf(orgId) === kept ? kept.known : this.read(orgId);
  }

  private read(orgId: string): Promise<KnownEntitlements> {
    const running = this.reading.get(orgId);
    if (running !== undefined) return running;
    const started: Promise<KnownEntitlements> = this.parts.read(orgId).then(
      (known) => {
        this.keep(orgId, known, started);
        return known;
      },
      (error: unknown) => {
        this.end(orgId, started);
        throw error;
      },
    );
    this.reading.set(orgId, started);
    return started;
  }

  /** Keeps what was read, unless a change was announced meanwhile: the read may not have seen it. */
  private keep(orgId: string, known: KnownEntitlements, started: Promise<KnownEntitlements>): void {
    if (!this.end(orgId, started)) return;
    const { msToChange, cell } = known;
    if (msToChange !== null && msToChange <= 0) return;
    this.kept.delete(orgId);
    const arrivals = this.parts.events.arrivalsOf(cell);
    const until = this.parts.steadyNow() + (msToChange ?? Number.POSITIVE_INFINITY);
    this.kept.set(orgId, { known, arrivals, until });
    const oldest = this.kept.size > MOST_KEPT ? this.kept.keys().next() : null;
    if (oldest?.done === false) this.kept.delete(oldest.value);
  }

  /** @returns whether the read is the newest one, and no change was announced since it began */
  private end(orgId: string, started: Promise<KnownEntitlements>): boolean {
    return this.reading.get(orgId) === started && this.reading.delete(orgId);
  }

  /** Reads that are on their way may be in this cell. */
  private forgetCell(cell: string | null): void {
    for (const [orgId, { known }] of this.kept) if (known.cell === cell) this.kept.delete(orgId);
    this.reading.clear();
  }

  private forget(orgId: string): void {
    this.kept.delete(orgId);
    this.reading.delete(orgId);
  }
}

function checked({ terms, used }: KnownEntitlements, entitlement: string, count: number): EntitlementCheck {
  const check = checkEntitlement(terms, entitlement, { used: used.get(entitlement) ?? 0, count });
  if (check === null) throw unknownEntitlement(entitlement);
  return check;
}

/** The refusal of an entitlement that the catalog does not have. */
export function unknownEntitlement(entitlement: string) {
  return refused("unknown_entitlement", `The catalog has no entitlement "${entitlement}".`, { entitlement });
}
