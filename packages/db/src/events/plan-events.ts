import { Listening } from "./listening.ts";

/** The channel of `announce_plan()`: an organization may do other things than before. */
const CHANNEL = "scrip_plans";

/** How often the connection is checked; each check proves that all announcements before it have arrived. */
const BEAT_MS = 250;

/** The announcements of changed plans and counters, from every process. */
export interface PlanEvents {
  /**
   * Calls the listener with each organization that may do other things than before, and with `null` when announcements of
   * a cell may have been missed. The listener must not throw.
   */
  onChange(listener: PlanListener): void;
  /** Says how far the announcements of a cell have arrived. @param cell `null` in a deployment that names no cells */
  arrivalsOf(cell: string | null): PlanArrivals;
  close(): Promise<void>;
}

/** Receives a changed organization, or `null`, and the cell that announced it. */
export type PlanListener = (orgId: string | null, cell: string | null) => void;

/** How far the announcements of one cell have arrived. */
export interface PlanArrivals {
  /**
   * The latest instant for which all earlier announcements have arrived, by `steadyNow`. It stands still while the
   * connection does not answer.
   */
  readonly completeUntil: number;
  /** Asks the server now. @returns whether all announcements before this call have arrived */
  prove(): Promise<boolean>;
}

/**
 * Listens to the announcements of plans on one separate connection, and opens a lost connection again.
 * @param steadyNow milliseconds of a clock that never goes back
 * @throws the driver's error if the database cannot be reached at the start
 */
export async function openPlanEvents(url: string, steadyNow: () => number): Promise<PlanEvents> {
  const only = new CellPlans(null, url, steadyNow);
  await only.listening.connect();
  return eventsOf([only]);
}

/**
 * Listens to the announcements of plans in several cells, on one connection for each. A cell that cannot be reached is tried
 * again in the background; meanwhile checks of its organizations read the database, and those of other cells do not.
 */
export async function openCellsPlanEvents(
  urls: ReadonlyMap<string, string>,
  steadyNow: () => number,
): Promise<PlanEvents> {
  const cells = [...urls].map(([name, url]) => new CellPlans(name, url, steadyNow));
  await Promise.all(cells.map(({ listening }) => listening.start()));
  return eventsOf(cells);
}

function eventsOf(cells: readonly CellPlans[]): PlanEvents {
  const byName = new Map(cells.map((cell) => [cell.name, cell]));
  return {
    onChange: (listener) => {
      for (const { listeners } of cells) listeners.add(listener);
    },
    arrivalsOf: (cell) => byName.get(cell) ?? NOTHING_ARRIVES,
    close: async () => {
      await Promise.all(cells.map(({ listening }) => listening.close()));
    },
  };
}

const NOTHING_ARRIVES: PlanArrivals = { completeUntil: Number.NEGATIVE_INFINITY, prove: async () => false };

/** The announcements of one cell. */
class CellPlans implements PlanArrivals {
  readonly name: string | null;
  readonly listening: Listening;
  readonly listeners = new Set<PlanListener>();
  completeUntil = Number.NEGATIVE_INFINITY;

  constructor(name: string | null, url: string, steadyNow: () => number) {
    this.name = name;
    this.listening = new Listening({
      url,
      channel: CHANNEL,
      applicationName: "scrip-plans",
      onMessage: (orgId) => this.tell(orgId),
      onMissed: () => this.tell(null),
      beatMs: BEAT_MS,
      steadyNow,
      onBeat: (sentAt) => {
        this.completeUntil = sentAt;
      },
    });
  }

  prove(): Promise<boolean> {
    return this.listening.prove();
  }

  private tell(orgId: string | null): void {
    for (const listener of this.listeners) listener(orgId, this.name);
  }
}
