import type { IncomingHttpHeaders } from "node:http";
import { expand } from "../calls/expand.ts";
import type { Operation } from "../calls/operation.ts";
import { runDue } from "../flows/acts/run-due.ts";
import { readForm } from "../protocol/form.ts";
import { newId } from "../protocol/ids.ts";
import { readParams } from "../protocol/read-params.ts";
import { invalid, StripeError } from "../protocol/stripe-error.ts";
import { API_VERSION } from "../world/api-version.ts";
import type { IdempotencyRecord } from "../world/private-objects.ts";
import { BY_ITSELF, type Cause, type World } from "../world/world.ts";
import { type Answer, answerOf, errorAnswer, replayOf } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import type { FaultList } from "./fault-list.ts";
import { IdempotencyKeys, type KeyedRequest, keyedRequest } from "./idempotency.ts";
import type { Outbox } from "./outbox.ts";
import type { RequestLog } from "./request-log.ts";
import type { Routes } from "./routes.ts";

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with its answer, for a test that checks both against the SDK's types. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** As they were read; null where an empty text removed a value. */
  readonly params: object;
  readonly status: number;
  readonly body: unknown;
}

export interface ApiParts {
  readonly world: World;
  readonly routes: Routes;
  readonly faults: FaultList;
  readonly outbox: Outbox;
  readonly log: RequestLog;
  readonly secretKey: string;
  /** Milliseconds. */
  readonly realNow: () => number;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

interface Matched {
  readonly request: ApiRequest;
  readonly requestId: string;
  readonly operation: Operation;
  readonly names: Readonly<Record<string, string>>;
  readonly form: string;
  readonly keyed: KeyedRequest | undefined;
}

/** Answers the requests to `/v1`. */
export class Api {
  private readonly parts: ApiParts;
  private readonly keys: IdempotencyKeys;

  constructor(parts: ApiParts) {
    this.parts = parts;
    this.keys = new IdempotencyKeys(parts.world, parts.realNow);
  }

  async answer(request: ApiRequest): Promise<Answer> {
    const requestId = newId("req", 14);
    const answer = await this.answered(request, requestId).catch((thrown: unknown) => errorAnswer(thrown, requestId));
    this.parts.log.add(request, requestId, answer);
    return answer;
  }

  /** Runs an operation without HTTP: what a page reads and does. */
  async call(method: string, path: string, params: object = {}): Promise<{ status: number; body: unknown }> {
    const { operation, names } = this.match(method, path);
    await this.catchUp();
    const requestId = newId("req", 14);
    try {
      const cause = { requestId, idempotencyKey: null };
      const body = await this.change(cause, () => this.run(operation, names, params as never));
      return { status: 200, body };
    } catch (thrown) {
      const { status, body } = errorAnswer(thrown, requestId);
      return { status, body: JSON.parse(body) };
    }
  }

  /** Makes a change, stores it, and delivers its events. */
  async change<T>(cause: Cause, run: () => T): Promise<T> {
    const changed = this.parts.world.change(cause, run);
    await this.parts.outbox.send(changed.outcome);
    if ("thrown" in changed) throw changed.thrown;
    return changed.result;
  }

  /** Has happen what is due on the server's own clock. */
  async catchUp(): Promise<void> {
    const { world } = this.parts;
    if (world.nextDue(null, world.now()) === undefined) return;
    await this.change(BY_ITSELF, () => runDue(world, null, world.now()));
  }

  private async answered(request: ApiRequest, requestId: string): Promise<Answer> {
    authenticate(request.headers, this.parts.secretKey);
    checkVersion(request.headers["stripe-version"]);
    const { operation, names } = this.match(request.method, request.path);
    const form = operation.method === "POST" ? request.body : request.search;
    const key = operation.method === "POST" ? request.headers["idempotency-key"] : undefined;
    const keyed = key === undefined ? undefined : keyedRequest(String(key), request.method, request.path, form);
    const matched = { request, requestId, operation, names, form, keyed };
    if (keyed === undefined) return this.executed(matched);
    const earlier = this.keys.begin(keyed);
    if (earlier !== undefined) return this.replayed(request, earlier, requestId);
    return this.executed(matched).finally(() => this.keys.end(keyed));
  }

  /** The network can fail for a repeated request as well. */
  private replayed({ method, path }: ApiRequest, earlier: IdempotencyRecord, requestId: string): Answer {
    const failure = this.parts.faults.take(method, path)?.failure();
    return failure?.answer(requestId) ?? replayOf(earlier, requestId);
  }

  private async executed(matched: Matched): Promise<Answer> {
    const { request, requestId, operation, names, form, keyed } = matched;
    const fault = this.parts.faults.take(request.method, request.path);
    const before = fault?.when === "before" ? await fault.happen() : undefined;
    if (before !== undefined) return this.kept(matched, before.stored, before.answer(requestId));
    const params = readParams(operation.params, readForm(form));
    await this.catchUp();
    const cause: Cause = { requestId, idempotencyKey: keyed?.key ?? null };
    const changed = this.parts.world.change(cause, () => this.run(operation, names, params as never));
    const answer =
      "thrown" in changed
        ? errorAnswer(changed.thrown, requestId)
        : answerOf(200, changed.result, requestId, keyed?.key);
    const after = fault?.when === "after" ? fault.failure() : undefined;
    const kept = after?.stored ? after.answer(requestId) : answer;
    // The effect and the answer to its key are stored together.
    const keeping = this.keeping(matched, kept);
    await this.parts.outbox.send(changed.outcome, keeping);
    this.parts.onExchange?.({
      method: operation.method,
      path: request.path,
      params,
      status: answer.status,
      body: JSON.parse(answer.body),
    });
    return after?.answer(requestId) ?? kept;
  }

  private async kept(matched: Matched, isStored: boolean, answer: Answer): Promise<Answer> {
    if (isStored) await this.parts.outbox.send(this.keeping(matched, answer));
    return answer;
  }

  private keeping({ keyed, requestId }: Matched, { status, body }: Answer) {
    const changed = this.parts.world.change(BY_ITSELF, () => {
      if (keyed !== undefined) this.keys.keep(keyed, requestId, status, body);
    });
    return changed.outcome;
  }

  private run(operation: Operation, path: Readonly<Record<string, string>>, params: never): unknown {
    const { world } = this.parts;
    const answer = operation.run(world, { path, params });
    return expand(world, answer, (params as { expand?: readonly string[] }).expand);
  }

  private match(method: string, path: string) {
    const found = this.parts.routes.find(method, path);
    if (found !== undefined) return found;
    const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs. The local Stripe answers the calls in its README.`;
    throw new StripeError(404, { type: "invalid_request_error", message });
  }
}

function checkVersion(version: string | string[] | undefined): void {
  if (version === undefined || version === API_VERSION) return;
  throw invalid(`Invalid Stripe API version: ${String(version)}. The local Stripe speaks ${API_VERSION} only.`);
}
