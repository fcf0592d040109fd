import { createHash } from "node:crypto";
import { StripeError } from "../protocol/stripe-error.ts";
import type { IdempotencyRecord } from "../world/private-objects.ts";
import type { World } from "../world/world.ts";

const LONGEST_KEY = 255;
/** Stripe removes keys when they are at least 24 hours old. */
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

export interface KeyedRequest {
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly fingerprint: string;
}

export function keyedRequest(key: string, method: string, path: string, body: string): KeyedRequest {
  if (key.length > LONGEST_KEY) {
    const message = `Your idempotency key is too long: it can be up to ${LONGEST_KEY} characters.`;
    throw new StripeError(400, { type: "invalid_request_error", message });
  }
  return { key, method, path, fingerprint: createHash("sha256").update(body).digest("base64url") };
}

/** Keys in use and the answers to earlier requests. */
export class IdempotencyKeys {
  private readonly inFlight = new Set<string>();
  private readonly world: World;
  private readonly realNow: () => number;

  constructor(world: World, realNow: () => number) {
    this.world = world;
    this.realNow = realNow;
  }

  /**
   * The answer to an earlier request with the key, or undefined if this request is the first: then the key is in use.
   * @throws StripeError 400 if the earlier request was another one, 409 if it is still running
   */
  begin({ key, method, path, fingerprint }: KeyedRequest): IdempotencyRecord | undefined {
    if (this.inFlight.has(key)) throw inUse(key);
    const record = this.world.find("local.idempotency", key);
    if (record === undefined || this.realNow() - record.at >= KEPT_FOR_MS) {
      this.inFlight.add(key);
      return undefined;
    }
    if (record.method !== method || record.path !== path) throw otherEndpoint(record, path);
    if (record.fingerprint !== fingerprint) throw otherParameters(key);
    return record;
  }

  /** Keeps the answer. To be called inside a change. */
  keep({ key, method, path, fingerprint }: KeyedRequest, requestId: string, status: number, body: string): void {
    const at = this.realNow();
    this.world.put({ object: "local.idempotency", id: key, method, path, fingerprint, requestId, status, body, at });
  }

  end({ key }: KeyedRequest): void {
    this.inFlight.delete(key);
  }
}

function inUse(key: string): StripeError {
  const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`;
  return new StripeError(409, { type: "idempotency_error", code: "idempotency_key_in_use", message });
}

function otherParameters(key: string): StripeError {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  return new StripeError(400, { type: "idempotency_error", message });
}

function otherEndpoint({ id, path }: IdempotencyRecord, now: string): StripeError {
  const message = `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${now}' vs '${path}'). Try using a key other than '${id}' if you meant to execute a different request.`;
  return new StripeError(400, { type: "idempotency_error", message });
}
