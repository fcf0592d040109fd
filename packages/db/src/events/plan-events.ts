import { Listening } from "./listening.ts";

/** The channel of `announce_plan()`: an organization may do other things than before. */
const CHANNEL = "scrip_plans";

/** How often the connection is checked; each check proves that all announcements before it have arrived. */
const BEAT_MS = 250;

/** The announcements of changed plans and counters, from every process. */
export interface PlanEvents {
  /**
   * Calls the listener with each organization that may do other things than before, and with `null` when announcements
   * may have been missed. The listener must not throw.
   */
  onChange(listener: (orgId: string | null) => void): void;
  /**
   * The latest instant for which all earlier announcements have arrived, by `steadyNow`. It stands still while the
   * connection does not answer.
   */
  readonly completeUntil: number;
  /** Asks the server now. @returns whether all announcements before this call have arrived */
  prove(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Listens to the announcements of plans on one separate connection, and opens a lost connection again.
 * @param steadyNow milliseconds of a clock that never goes back
 * @throws the driver's error if the database cannot be reached at the start
 */
export async function openPlanEvents(url: string, steadyNow: () => number): Promise<PlanEvents> {
  const { listening, events } = planEventsOf(url, steadyNow);
  await listening.connect();
  return events;
}

/**
 * Listens to the announcements of plans in several cells. A cell that cannot be reached is tried again in the background;
 * meanwhile nothing is proven, so every check reads the database.
 */
export async function openCellsPlanEvents(urls: Iterable<string>, steadyNow: () => number): Promise<PlanEvents> {
  const cells = [...urls].map((url) => planEventsOf(url, steadyNow));
  await Promise.all(cells.map(({ listening }) => listening.start()));
  return {
    onChange: (listener) => {
      for (const { events } of cells) events.onChange(listener);
    },
    get completeUntil() {
      return Math.min(...cells.map(({ events }) => events.completeUntil));
    },
    prove: async () => (await Promise.all(cells.map(({ events }) => events.prove()))).every(Boolean),
    close: async () => {
      await Promise.all(cells.map(({ events }) => events.close()));
    },
  };
}

interface PlanListening {
  readonly listening: Listening;
  readonly events: PlanEvents;
}

function planEventsOf(url: string, steadyNow: () => number): PlanListening {
  const listeners = new Set<(orgId: string | null) => void>();
  const tell = (orgId: string | null): void => {
    for (const listener of listeners) listener(orgId);
  };
  let completeUntil = Number.NEGATIVE_INFINITY;
  const listening = new Listening({
    url,
    channel: CHANNEL,
    applicationName: "scrip-plans",
    onMessage: tell,
    onMissed: () => tell(null),
    beatMs: BEAT_MS,
    steadyNow,
    onBeat: (sentAt) => {
      completeUntil = sentAt;
    },
  });
  const events: PlanEvents = {
    onChange: (listener) => void listeners.add(listener),
    get completeUntil() {
      return completeUntil;
    },
    prove: () => listening.prove(),
    close: () => listening.close(),
  };
  return { listening, events };
}
