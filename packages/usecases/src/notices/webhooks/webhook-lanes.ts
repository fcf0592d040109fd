import type { WebhookKey } from "@scrip/db/notices/webhooks";
import { type DeliverDeps, deliverRound } from "./deliver.ts";
import { Slots } from "./slots.ts";

/** The work of webhooks of this process. */
export interface WebhookLanes {
  /** Begins to send what is due for a webhook, unless this process already does. Returns at once. */
  start(key: WebhookKey): void;
  /** Begins no more rounds, and waits for those that run. */
  stop(): Promise<void>;
}

/** The dependencies of the lanes. */
export interface LanesDeps extends DeliverDeps {
  readonly onProblem: (error: unknown, key: WebhookKey) => void;
}

/** Rounds at once, of webhooks that answer quickly and of the others. */
const USUAL = 32;
const TROUBLED = 16;

/**
 * Sends deliveries, each webhook in a lane of its own. A webhook that failed or was slow in its last round shares other
 * slots than the ones that work, so however many of them there are, they delay no other webhook.
 * @source docs/webhooks.md#slow-receivers
 */
export function openWebhookLanes(deps: LanesDeps): WebhookLanes {
  const usual = new Slots(USUAL);
  const apart = new Slots(TROUBLED);
  /** The webhooks that failed or were slow in their last round. */
  const troubled = new Set<string>();
  const lanes = new Map<string, Lane>();
  let isStopped = false;

  const round = async (key: WebhookKey): Promise<number> => {
    const slots = troubled.has(key.id) ? apart : usual;
    await slots.take();
    try {
      if (isStopped) return 0;
      const { tried, isTroubled } = await deliverRound(deps, key);
      if (isTroubled) troubled.add(key.id);
      else if (tried > 0) troubled.delete(key.id);
      return tried;
    } finally {
      slots.giveBack();
    }
  };

  const run = async (key: WebhookKey, lane: Lane): Promise<void> => {
    try {
      let isMore = true;
      while (isMore && !isStopped) {
        lane.isWoken = false;
        const tried = await round(key);
        isMore = tried > 0 || lane.isWoken;
      }
    } catch (error) {
      // Its due work has a lease, so this or another worker tries again after that.
      deps.onProblem(error, key);
    } finally {
      lanes.delete(key.id);
    }
  };

  return {
    start: (key) => {
      const open = lanes.get(key.id);
      if (open !== undefined) open.isWoken = true;
      else if (!isStopped) {
        const lane: Lane = { isWoken: false, ended: Promise.resolve() };
        lanes.set(key.id, lane);
        lane.ended = run(key, lane);
      }
    },
    stop: async () => {
      isStopped = true;
      await Promise.all([...lanes.values()].map(({ ended }) => ended));
    },
  };
}

interface Lane {
  /** Whether it was started again while it ran. */
  isWoken: boolean;
  ended: Promise<void>;
}
