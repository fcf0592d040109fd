import type { LookupAddress } from "node:dns";
import { type ClientRequest, type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";
import { callbackify } from "node:util";
import type { AttemptProblem } from "@scrip/domain/notices/webhooks";
import type { AddressRules } from "../../outside/address-rules.ts";
import { isPublicAddress } from "../../outside/public-address.ts";
import { resolveName } from "./resolve-name.ts";
import { webhookAddress } from "./webhook-address.ts";

/** One try to deliver a message. */
export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer of a receiver, or why there is none. */
export type PostOutcome =
  | {
      readonly status: number;
      readonly problem: null;
      /** Its first 4 kB. */
      readonly answer: string;
      readonly retryAfter: string | undefined;
    }
  | { readonly status: null; readonly problem: AttemptProblem };

/** Sends messages to the addresses of customers. Never throws. */
export type PostWebhook = (post: WebhookPost) => Promise<PostOutcome>;

/** How messages are sent. */
export interface PostOptions extends AddressRules {
  /** One try, from the look-up of the name to the answer. */
  readonly timeoutMs?: number;
  /** Finds the addresses of a name. Tests replace it. */
  readonly resolve?: (name: string) => Promise<readonly LookupAddress[]>;
  /** Whether a resolved address is on the public internet. Tests replace it. */
  readonly isPublic?: (address: string) => boolean;
}

const TIMEOUT_MS = 15_000;
/** Bytes of an answer that are kept. */
const MOST_ANSWER = 4096;
/** The longest header block that is read, in bytes. */
const MOST_HEADERS = 16 * 1024;

class RefusedAddress extends Error {}

/**
 * Opens the way to the addresses of customers. Each try connects anew: it resolves the name, checks every address that is found,
 * and connects to one of those, so a name that answers differently at the next look-up gains nothing. It follows no
 * redirect, verifies TLS and reads 4 kB of an answer.
 * @source docs/webhooks.md#addresses
 */
export function openPost(options: PostOptions): PostWebhook {
  const { allowsPrivate, timeoutMs = TIMEOUT_MS, isPublic = isPublicAddress } = options;
  const resolve = options.resolve ?? ((name: string) => resolveName(name, { usesHosts: allowsPrivate }));
  const lookup = guardedLookup(resolve, (address) => allowsPrivate || isPublic(address));
  return async ({ url: text, headers, body }) => {
    const url = webhookAddress(text, options);
    if (typeof url === "string") return { status: null, problem: "address_refused" };
    const signal = AbortSignal.timeout(timeoutMs);
    const send = url.protocol === "https:" ? requestSecure : requestPlain;
    const asking = send(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Scrip-Webhooks/1",
        ...headers,
        "content-length": Buffer.byteLength(body),
      },
      lookup,
      signal,
      agent: false,
      maxHeaderSize: MOST_HEADERS,
    });
    try {
      return await answered(asking, body);
    } catch (error) {
      return { status: null, problem: problemOf(error, signal) };
    } finally {
      asking.destroy();
    }
  };
}

/** Resolves a name for a connection. One address that is refused refuses the name, so that none is chosen by chance. */
function guardedLookup(
  resolve: NonNullable<PostOptions["resolve"]>,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  const find = callbackify(async (name: string): Promise<readonly [LookupAddress, ...LookupAddress[]]> => {
    const [first, ...more] = await resolve(name);
    if (first === undefined) throw new Error(`${name} has no address`);
    if ([first, ...more].every(({ address }) => isAllowed(address))) return [first, ...more];
    throw new RefusedAddress(`${name} is not on the public internet`);
  });
  return (name, options, callback) =>
    find(name, (error, addresses) => {
      if (error !== null) callback(error, "", 0);
      else if (options.all === true) callback(null, [...addresses]);
      else callback(null, addresses[0].address, addresses[0].family);
    });
}

async function answered(asking: ClientRequest, body: string): Promise<PostOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asking.on("response", resolve);
  asking.on("error", reject);
  asking.end(body);
  const response = await promise;
  const { statusCode: status = 0, headers } = response;
  return { status, problem: null, answer: await beginningOf(response), retryAfter: headers["retry-after"] };
}

/** Reads the beginning of an answer. The status counts, so an answer that breaks off is complete enough. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MOST_ANSWER) break;
    }
  } catch {
    // The beginning is there.
  }
  const text = Buffer.concat(chunks).subarray(0, MOST_ANSWER).toString("utf8");
  // PostgreSQL stores no NUL.
  return text.replaceAll("\0", "\ufffd");
}

function problemOf(error: unknown, signal: AbortSignal): AttemptProblem {
  if (signal.aborted) return "timed_out";
  if (error instanceof RefusedAddress) return "address_refused";
  const { code = "" } = error as NodeJS.ErrnoException;
  return /CERT|TLS|SSL|EPROTO|UNABLE_TO|SELF_SIGNED/.test(code) ? "bad_certificate" : "connection_failed";
}
