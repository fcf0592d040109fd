import type { ErrorData } from "@scrip/contract/errors";
import { appRouter } from "../router.ts";
import type { Meta } from "../trpc/trpc.ts";

/** The response to a call, as it crossed the wire. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body. */
  readonly text: string;
  /** The result. Empty if the call was refused. */
  readonly data: Record<string, unknown>;
  /** The refusal. `undefined` if the call succeeded. */
  readonly error: (ErrorData & { readonly message: string }) | undefined;
}

interface Procedure {
  readonly type: "query" | "mutation" | "subscription";
  readonly meta?: Partial<Meta>;
  readonly inputs?: readonly { readonly shape: Readonly<Record<string, unknown>> }[];
}

/** Every procedure by its name on the wire. The router is flat at run time, and nested in its types. */
export const PROCEDURES: Readonly<Record<string, Procedure>> = Object.fromEntries(
  Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Procedure }>).map(
    ([name, { _def }]) => [name, _def],
  ),
);

/** Reads the response to a call. Of a stream it reads the first message only. */
export function answeredTo(procedure: string, response: Response): Promise<Answered> {
  return PROCEDURES[procedure]?.type === "subscription" ? readFirst(response) : read(response);
}

/** Reads a response of the router. */
export async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const body = JSON.parse(text) as WireBody;
  const { result, error } = Array.isArray(body) ? ({} as WireBody) : body;
  const refused = error?.data?.scrip;
  return {
    status: response.status,
    headers: response.headers,
    text,
    data: (result?.data ?? {}) as Record<string, unknown>,
    error: refused && { ...refused, message: error?.message ?? "" },
  };
}

/** Reads a stream up to its first message, returns the message as a response, and closes the stream. */
async function readFirst(response: Response): Promise<Answered> {
  let text = "";
  const found = /^(?:event: (serialized-error)\n)?data: (\{.*\})\n/m;
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const [, event, data = "{}"] = found.exec(text.replace(/event: connected\ndata: .*\n/, "")) ?? [];
    if (data === "{}") continue;
    const isError = event !== undefined;
    const error = isError ? (JSON.parse(data) as NonNullable<WireBody["error"]>) : undefined;
    const body = JSON.stringify(isError ? { error } : { result: { data: JSON.parse(data) } });
    return read(new Response(body, { status: error?.data?.httpStatus ?? 200, headers: response.headers }));
  }
  return read(new Response(text, response));
}

interface WireBody {
  readonly result?: { readonly data: unknown };
  readonly error?: {
    readonly message: string;
    readonly data?: { readonly scrip?: ErrorData; readonly httpStatus?: number };
  };
}
