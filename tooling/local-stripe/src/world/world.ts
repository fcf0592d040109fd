import { newId } from "../protocol/ids.ts";
import { missing, StripeError } from "../protocol/stripe-error.ts";
import type { Row } from "../storage/storage.ts";
import type { StripeEvent } from "../wire/objects.ts";
import { type Account, DEFAULT_ACCOUNT } from "./account.ts";
import { API_VERSION } from "./api-version.ts";
import { previousAttributes } from "./changes.ts";
import { DueList } from "./due-list.ts";
import { type Kept, type Kind, type Kinds, nounOf } from "./kinds.ts";
import type { Due, DueKind } from "./private-objects.ts";
import { Tables } from "./tables.ts";

/** The request that changes the world; null for what happens by itself. */
export interface Cause {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

export const BY_ITSELF: Cause = { requestId: null, idempotencyKey: null };

/** What a commit leaves to do: rows to store, events to deliver. */
export interface Outcome {
  readonly rows: readonly Row[];
  readonly events: readonly StripeEvent[];
}

/** All that Stripe knows, and what happens to it. Every change is made inside `change`, one at a time. */
export class World {
  /** The address of the pages, without a slash at its end. */
  baseUrl = "http://127.0.0.1";
  account: Account = DEFAULT_ACCOUNT;
  private readonly tables = new Tables();
  private readonly due = new DueList();
  private readonly realNow: () => number;
  private cause = BY_ITSELF;
  private waiting: (() => void)[] = [];
  private events: StripeEvent[] = [];
  private order = 0;

  /** @param realNow milliseconds, for all that follows no test clock */
  constructor(realNow: () => number) {
    this.realNow = realNow;
  }

  load(rows: readonly Row[]): void {
    this.tables.load(rows);
    for (const { order } of this.tables.all("local.due")) this.order = Math.max(this.order, order);
  }

  /** Runs a change. If it throws, its writes and events are taken back, unless the error is a fact that stays. */
  change<T>(cause: Cause, run: () => T): { result: T; outcome: Outcome } | { thrown: unknown; outcome: Outcome } {
    this.cause = cause;
    try {
      const result = run();
      this.runLater();
      return { result, outcome: this.commit() };
    } catch (thrown) {
      if (thrown instanceof StripeError && thrown.keepsEffects) {
        this.runLater();
        return { thrown, outcome: this.commit() };
      }
      this.waiting = [];
      this.tables.rollback();
      this.due.forget();
      this.events = [];
      return { thrown, outcome: { rows: [], events: [] } };
    }
  }

  find<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
    return this.tables.find(kind, id);
  }

  /** @throws StripeError `resource_missing`; @param param the parameter that named it; without it, the path did */
  get<K extends Kind>(kind: K, id: string, param?: string): Kinds[K] {
    const found = this.tables.find(kind, id);
    if (found === undefined) throw missing(nounOf(kind), id, param);
    return found;
  }

  /** Oldest first. */
  all<K extends Kind>(kind: K): Kinds[K][] {
    return this.tables.all(kind);
  }

  put<T extends Kept>(object: T): T {
    this.tables.put(object);
    return object;
  }

  remove(kind: Kind, id: string): void {
    this.tables.remove(kind, id);
  }

  /** Stores the changed object and appends the event of it, if anything changed. */
  update<T extends Kept>(before: T, change: Partial<T>, type: string): T {
    const after = { ...before, ...change };
    const previous = previousAttributes(before, after);
    if (Object.keys(previous).length === 0) return before;
    this.put(after);
    this.emit(type, after, previous);
    return after;
  }

  /** Stores the changed object and appends an event that is no update, such as `invoice.paid`. */
  become<T extends Kept>(before: T, change: Partial<T>, type: string): T {
    const after = this.put({ ...before, ...change });
    this.emit(type, after);
    return after;
  }

  /** Stores a new object and appends the event of it. */
  create<T extends Kept>(object: T, type: string): T {
    this.put(object);
    this.emit(type, object);
    return object;
  }

  /** Stores a change that has no event of its own. */
  amend<T extends Kept>(before: T, change: Partial<T>): T {
    return this.put({ ...before, ...change });
  }

  /** Appends an event with the object as it is now. */
  emit(type: string, object: object, previous?: object): void {
    const { requestId, idempotencyKey } = this.cause;
    const event: StripeEvent = {
      id: newId("evt"),
      object: "event",
      api_version: API_VERSION,
      created: this.now(this.clockOfObject(object)),
      data: { object, ...(previous === undefined ? {} : { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: this.all("webhook_endpoint").filter(({ status }) => status === "enabled").length,
      request: { id: requestId, idempotency_key: idempotencyKey },
      type: type as StripeEvent["type"],
    };
    this.put(event);
    this.events.push(event);
  }

  /** The instant, in seconds: of the test clock, or of the server. */
  now(clock: string | null = null): number {
    const found = clock === null ? undefined : this.find("test_helpers.test_clock", clock);
    return found?.frozen_time ?? Math.floor(this.realNow() / 1000);
  }

  /** The test clock of a customer. */
  clockOf(customer: string | null | undefined): string | null {
    return (customer ? this.find("customer", customer)?.test_clock : null) ?? null;
  }

  nowOf(customer: string | null | undefined): number {
    return this.now(this.clockOf(customer));
  }

  /** Has something happen at an instant, in place of what was planned for the same object before. */
  schedule(kind: DueKind, subject: string, at: number, clock: string | null): void {
    this.unschedule(kind, subject);
    this.order += 1;
    const due: Due = { object: "local.due", id: `${kind} ${subject}`, at, order: this.order, clock, kind, subject };
    this.put(due);
    this.due.add(due);
  }

  unschedule(kind: DueKind, subject: string): void {
    const due = this.find("local.due", `${kind} ${subject}`);
    if (due !== undefined) this.done(due);
  }

  /** The first thing that is due on a clock. */
  nextDue(clock: string | null, until: number): Due | undefined {
    return this.due.first(clock, until, () => this.all("local.due"));
  }

  done(due: Due): void {
    this.remove("local.due", due.id);
    this.due.remove(due);
  }

  /** Has something happen right after what happens now: the answer does not show it, and its events come last. */
  later(run: () => void): void {
    this.waiting.push(run);
  }

  runLater(): void {
    for (let run = this.waiting.shift(); run !== undefined; run = this.waiting.shift()) run();
  }

  private clockOfObject(object: object): string | null {
    const { test_clock, customer, object: kind, id, charge } = object as Record<string, unknown>;
    if (kind === "test_helpers.test_clock") return String(id);
    if (typeof test_clock === "string") return test_clock;
    if (typeof customer === "string") return this.clockOf(customer);
    if (typeof charge === "string") return this.clockOf(this.find("charge", charge)?.customer);
    return null;
  }

  private commit(): Outcome {
    const events = this.events;
    this.events = [];
    return { rows: this.tables.commit(), events };
  }
}
