import type { HttpRequest } from "./exchange.ts";

/** The kind of a procedure. Queries are sent by `GET`, mutations by `POST`; a request has calls of one kind. */
export type Kind = "query" | "mutation";

/** A call in the form of the wire. */
export interface WireCall {
  /** Such as `"holds.place"`. */
  readonly name: string;
  /** The input as JSON; that of a query also escaped for a URL. */
  readonly input: string;
}

/** Asks the API for each answer as soon as it is there. An older API sends them together. */
const AS_LINES = { "x-scrip-lines": "1" };

/** Makes the calls of one kind, in the form that they have on the wire. */
export function wireCall(kind: Kind, name: string, input: unknown): WireCall {
  const text = JSON.stringify(input);
  return { name, input: kind === "query" ? encodeURIComponent(text) : text };
}

/** Makes the request of some calls, in tRPC's format. */
export function requestOf(
  kind: Kind,
  calls: readonly WireCall[],
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  return kind === "query" ? getRequest(calls, headers) : postRequest(calls, headers);
}

function postRequest(calls: readonly WireCall[], headers: HttpRequest["headers"]): HttpRequest {
  const ofJson = { ...headers, "content-type": "application/json" };
  const [only] = calls;
  if (calls.length === 1 && only !== undefined)
    return { method: "POST", path: `/${only.name}`, headers: ofJson, body: only.input };
  const inputs = calls.map(({ input }, index) => `"${index}":${input}`);
  const path = `/${namesOf(calls)}?batch=1`;
  return { method: "POST", path, headers: { ...ofJson, ...AS_LINES }, body: `{${inputs.join(",")}}` };
}

function getRequest(calls: readonly WireCall[], headers: HttpRequest["headers"]): HttpRequest {
  const [only] = calls;
  if (calls.length === 1 && only !== undefined)
    return { method: "GET", path: `/${only.name}?input=${only.input}`, headers, body: null };
  const inputs = calls.map(({ input }, index) => `%22${index}%22%3A${input}`);
  const path = `/${namesOf(calls)}?batch=1&input=%7B${inputs.join("%2C")}%7D`;
  return { method: "GET", path, headers: { ...headers, ...AS_LINES }, body: null };
}

function namesOf(calls: readonly WireCall[]): string {
  return calls.map(({ name }) => name).join(",");
}
