import { setTimeout as wait } from "node:timers/promises";
import type { StripeEvent, WebhookEndpoint } from "../wire/objects.ts";
import type { World } from "../world/world.ts";
import { signatureOf } from "./signature.ts";
import { ALL_WELL, type WebhookSwitches } from "./switches.ts";

/** One attempt to deliver an event. */
export interface Delivery {
  readonly event: string;
  readonly type: string;
  readonly endpoint: string;
  /** Milliseconds. */
  readonly at: number;
  /** The status of the answer; null if there was none. */
  readonly status: number | null;
}

interface Job {
  readonly event: StripeEvent;
  readonly endpoint: string;
  readonly attempt: number;
}

const MOST_LOGGED = 500;
const TIMEOUT_MS = 10_000;
/** Waits after the first failures. Stripe tries for days; here a person or a test waits. */
const RETRIES_MS = [1_000, 5_000, 30_000, 120_000, 600_000];

/** Delivers events to the webhook endpoints: signed, and in order for each endpoint. */
export class Deliverer {
  switches: WebhookSwitches = ALL_WELL;
  /** Secrets that an endpoint had before, and that still sign. */
  readonly oldSecrets = new Map<string, string[]>();
  private readonly world: World;
  private readonly realNow: () => number;
  private readonly queues = new Map<string, Job[]>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private held: Job[] = [];
  private log: Delivery[] = [];

  constructor(world: World, realNow: () => number) {
    this.world = world;
    this.realNow = realNow;
  }

  deliver(events: readonly StripeEvent[]): void {
    const endpoints = this.world.all("webhook_endpoint").filter(({ status }) => status === "enabled");
    for (const endpoint of endpoints) {
      for (const event of events)
        if (wants(endpoint, event.type)) this.enqueue({ event, endpoint: endpoint.id, attempt: 0 });
    }
  }

  /** Sends an event once more, to every endpoint or to one. */
  resend(event: StripeEvent, endpointId?: string): void {
    for (const endpoint of this.world.all("webhook_endpoint")) {
      if (endpointId === undefined || endpoint.id === endpointId) {
        this.enqueue({ event, endpoint: endpoint.id, attempt: 0 });
      }
    }
  }

  /** Sets some switches. What waited for an endpoint that is up again is sent. */
  set(switches: Partial<WebhookSwitches>): void {
    this.switches = { ...this.switches, ...switches };
    if (this.switches.isDown) return;
    const held = this.held;
    this.held = [];
    for (const job of held) this.enqueue(job);
  }

  /** Newest first. */
  deliveries(): readonly Delivery[] {
    return this.log.toReversed();
  }

  /** Waits until nothing is on its way. Retries after a failure are not waited for. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.queues.clear();
    await this.settled();
  }

  private enqueue(job: Job): void {
    const queue = this.queues.get(job.endpoint) ?? [];
    this.queues.set(job.endpoint, queue);
    for (let n = 0; n <= (job.attempt === 0 ? this.switches.duplicates : 0); n += 1) queue.push(job);
    if (this.running.has(job.endpoint)) return;
    const run = this.drain(queue).finally(() => this.running.delete(job.endpoint));
    this.running.set(job.endpoint, run);
  }

  private async drain(queue: Job[]): Promise<void> {
    // The events of one change come together, so that a reordering has something to reorder.
    await Promise.resolve();
    for (let job = this.take(queue); job !== undefined; job = this.take(queue)) {
      if (this.switches.delayMs > 0) await wait(this.switches.delayMs);
      if (this.switches.drops > 0) this.switches = { ...this.switches, drops: this.switches.drops - 1 };
      else if (this.switches.isDown) this.hold(job);
      else await this.send(job);
    }
  }

  private take(queue: Job[]): Job | undefined {
    return this.switches.isReordered ? queue.pop() : queue.shift();
  }

  private hold(job: Job): void {
    this.held.push(job);
    this.note(job, null);
  }

  private async send(job: Job): Promise<void> {
    const endpoint = this.world.find("webhook_endpoint", job.endpoint);
    if (endpoint === undefined) return;
    const status = await this.post(endpoint, job.event).catch(() => null);
    this.note(job, status);
    if (status !== null && status >= 200 && status < 300) return;
    const waitMs = RETRIES_MS[job.attempt];
    if (waitMs === undefined) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.enqueue({ ...job, attempt: job.attempt + 1 });
    }, waitMs).unref();
    this.timers.add(timer);
  }

  private async post({ id, url, secret = "" }: WebhookEndpoint, event: StripeEvent): Promise<number> {
    const payload = JSON.stringify(event, null, 2);
    const secrets = [secret, ...(this.oldSecrets.get(id) ?? [])];
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Stripe/1.0 (local)",
        "stripe-signature": signatureOf(payload, secrets, Math.floor(this.realNow() / 1000)),
      },
      body: payload,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  private note({ event, endpoint }: Job, status: number | null): void {
    this.log.push({ event: event.id, type: event.type, endpoint, at: this.realNow(), status });
    if (this.log.length > 2 * MOST_LOGGED) this.log = this.log.slice(-MOST_LOGGED);
  }
}

function wants({ enabled_events }: WebhookEndpoint, type: string): boolean {
  return enabled_events.includes("*") || enabled_events.includes(type);
}
