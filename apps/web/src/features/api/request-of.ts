import type { ApiOperation } from "./api-document.ts";

/** A call as the form sends it. */
export interface ApiRequest {
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Makes the request of a call.
 * @param text the fields, as a JSON object
 * @returns `null` if the text is no JSON object
 */
export function requestOf(
  { method, path, isKeyed }: ApiOperation,
  text: string,
  { key, intent }: { readonly key: string; readonly intent: string },
): ApiRequest | null {
  const fields = fieldsIn(text);
  if (fields === null) return null;
  const auth = { authorization: `Bearer ${key}` };
  if (method === "GET") return { path: `${path}${queryOf(fields)}`, method, headers: auth, body: undefined };
  const ofKey = isKeyed ? { "idempotency-key": intent } : {};
  return { path, method, headers: { ...auth, "content-type": "application/json", ...ofKey }, body: text };
}

function fieldsIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

function queryOf(fields: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((item): [string, string] => [name, String(item)]),
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

/** The same request as a line for a terminal. The key stays in a variable, so that no history has it. */
export function curlOf({ path, method, headers, body }: ApiRequest, origin: string): string {
  const { authorization: _, ...others } = headers;
  const lines = [
    `curl ${quoted(`${origin}${path}`)}`,
    '-H "authorization: Bearer $SCRIP_KEY"',
    ...Object.entries(others).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(method === "POST" && body !== undefined ? [`-d ${quoted(JSON.stringify(JSON.parse(body)))}`] : []),
  ];
  return lines.join(" \\\n  ");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
