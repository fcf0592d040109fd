import { withFreshSignIn } from "./sign-in-again.ts";

/** An error that the API answered, or a request without an answer. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The data of the error in the form of the wire; `undefined` without an answer. */
  readonly data: unknown;

  constructor(message: string, data?: unknown, cause?: unknown) {
    super(message, { cause });
    this.data = data;
  }
}

type Kind = "query" | "mutation";

/**
 * Calls a procedure of the API at the page's own origin. The browser sends the session cookie by itself.
 * @param path such as `overview.get`
 * @throws ApiError without data if no answer arrived, and the browser's `AbortError` after an abort
 */
export function request(kind: Kind, path: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
  const run = () => requestOnce(kind, path, input, signal);
  return kind === "query" ? run() : withFreshSignIn(run);
}

async function requestOnce(kind: Kind, path: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
  const isQuery = kind === "query";
  const query = isQuery && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
  const answer = await answered(`/trpc/${path}${query}`, {
    method: isQuery ? "GET" : "POST",
    // A page of another origin can not send this header together with the cookie.
    headers: { "x-scrip-client": "web", ...(!isQuery && { "content-type": "application/json" }) },
    ...(!isQuery && { body: JSON.stringify(input ?? {}) }),
    ...(signal !== undefined && { signal }),
  });
  if (answer?.error !== undefined) throw new ApiError(answer.error.message, answer.error.data);
  if (answer?.result === undefined) throw new ApiError("The server gave no answer.");
  return answer.result.data;
}

/**
 * Calls an endpoint for accounts, such as `/sign-in/email`. They are no procedures, because they set cookies.
 * @param input the body of a POST; `undefined` sends a GET
 * @throws as `request` does
 */
export function accountRequest(path: string, input?: object): Promise<unknown> {
  const run = () => accountRequestOnce(path, input);
  return input === undefined ? run() : withFreshSignIn(run);
}

async function accountRequestOnce(path: string, input?: object): Promise<unknown> {
  const answer = await answered(`/api/auth${path}`, {
    method: input === undefined ? "GET" : "POST",
    headers: { "x-scrip-client": "web", ...(input !== undefined && { "content-type": "application/json" }) },
    ...(input !== undefined && { body: JSON.stringify(input) }),
  });
  if (answer?.error !== undefined) throw new ApiError(answer.error.message, answer.error.data);
  if (answer === null) throw new ApiError("The server gave no answer.");
  return answer;
}

/** The body of an answer. */
interface Answer {
  readonly result?: { readonly data?: unknown };
  readonly error?: { readonly message: string; readonly data?: unknown };
}

async function answered(url: string, init: RequestInit): Promise<Answer | null> {
  try {
    const response = await fetch(url, init);
    return (await response.json()) as Answer | null;
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    // The network failed, or a proxy answered in place of the API.
    throw new ApiError("The server gave no answer.", undefined, error);
  }
}
