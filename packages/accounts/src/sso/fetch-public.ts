import { lookup } from "node:dns";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "@scrip/usecases/outside/public-address";

/** How much and how long an answer may be. */
const MOST_BYTES = 256 * 1024;
const LONGEST_MS = 5000;

export interface FetchOptions {
  /** Whether addresses of this machine and plain HTTP are allowed: in development and tests only. */
  readonly allowsLocal: boolean;
}

/** Why an address was not fetched, in words for the administrator who gave it. */
export class FetchError extends Error {
  override readonly name = "FetchError";
}

/**
 * Fetches JSON from an address that a customer gave. It goes to public hosts over HTTPS only, follows no redirect, and
 * takes five seconds and 256 kB at most. The connection goes to the address that was checked, so a name that answers
 * differently the second time gains nothing.
 * @throws FetchError
 */
export async function fetchPublicJson(address: string, options: FetchOptions): Promise<unknown> {
  const url = checkedUrl(address, options);
  const text = await get(url, options).catch((error: unknown) => {
    if (error instanceof FetchError) throw error;
    throw new FetchError(`${url.host} does not answer.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new FetchError(`${url.host} does not answer with JSON.`);
  }
}

/**
 * Checks an address that a customer gave: HTTPS, without a name and password in it, and not a private IP address.
 * @throws FetchError
 */
export function checkedUrl(address: string, { allowsLocal }: FetchOptions): URL {
  if (!URL.canParse(address)) throw new FetchError(`"${address}" is not an address.`);
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") throw new FetchError("An address must not contain a password.");
  const isLocal = allowsLocal && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (url.protocol !== "https:" && !(isLocal && url.protocol === "http:"))
    throw new FetchError(`${url.host} must be reached by https.`);
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (!isLocal && isIP(literal) !== 0 && !isPublicAddress(literal))
    throw new FetchError(`${url.host} is not on the public internet.`);
  return url;
}

function get(url: URL, options: FetchOptions): Promise<string> {
  const request = url.protocol === "https:" ? requestSecure : requestPlain;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const asking = request(url, {
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(LONGEST_MS),
    lookup: options.allowsLocal ? lookup : lookUpPublic,
    agent: false,
  });
  asking.on("error", reject);
  asking.on("response", (response) => {
    const { statusCode = 0 } = response;
    if (statusCode !== 200) {
      reject(new FetchError(`${url.host} answers with status ${statusCode}.`));
      asking.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on("error", reject);
    response.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= MOST_BYTES) return;
      reject(new FetchError(`${url.host} answers with more than ${MOST_BYTES / 1024} kB.`));
      asking.destroy();
    });
    response.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
  });
  asking.end();
  return promise;
}

/** Resolves a name for the connection, if all of its addresses are public. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, "", 0);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new FetchError(`${hostname} is not on the public internet.`), "", 0);
    if (options.all === true) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
