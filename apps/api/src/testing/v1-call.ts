import type { ErrorEnvelope } from "../server/http/error-envelope.ts";
import { OPERATIONS } from "../v1/operations/operations.ts";

/** The response of the HTTP API. */
export interface V1Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  /** `undefined` if the call succeeded. */
  readonly error: ErrorEnvelope["error"] | undefined;
}

/** Sends a request as it is. */
export async function send(url: string, path: string, init: RequestInit = {}): Promise<V1Answer> {
  const response = await fetch(`${url}${path}`, init);
  const body = JSON.parse(await response.text()) as V1Answer["body"];
  return {
    status: response.status,
    headers: response.headers,
    body,
    error: body.error as ErrorEnvelope["error"] | undefined,
  };
}

/** Calls an operation by the name of its procedure. The idempotency key of the input becomes the header. */
export function callV1(url: string, name: string, input: Readonly<Record<string, unknown>>, key: string | null) {
  const operation = OPERATIONS.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name}.`);
  const { idempotencyKey, ...fields } = input;
  const auth = key === null ? {} : { authorization: `Bearer ${key}` };
  if (operation.method === "GET") {
    const query = Object.entries(fields).flatMap(([field, value]) =>
      [value].flat().map((item): [string, string] => [field, String(item)]),
    );
    return send(url, `${operation.path}?${new URLSearchParams(query)}`, { headers: auth });
  }
  const intent = idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey as string };
  const headers = { "content-type": "application/json", ...auth, ...intent };
  return send(url, operation.path, { method: "POST", headers, body: JSON.stringify(fields) });
}
