import type { ErrorData } from "@scrip/contract/errors";

/** The reaction of a server to a request. */
export type Reply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body: unknown }
  | "silence"
  | "hang up";

/** A success in tRPC's wire format. */
export const answer = (data: unknown): Reply => ({ status: 200, body: { result: { data } } });

/** An error in tRPC's wire format with Scrip's data. */
export function failed(
  status: number,
  scrip: { readonly code: string } & Partial<Omit<ErrorData, "code">>,
  message = "No.",
): Reply {
  const data = {
    code: "X",
    httpStatus: status,
    scrip: { details: {}, retryAfterMs: null, requestId: "req-1", ...scrip },
  };
  return { status, body: { error: { message, code: -32_000, data } } };
}

/** The answer of a proxy while the API is down. */
export const badGateway: Reply = {
  status: 502,
  headers: { "content-type": "text/html" },
  body: "<h1>Bad gateway</h1>",
};

/** A hold in the API's wire format. */
export const holdOnWire = {
  seq: 1,
  balance: { available: "750000", reserved: "250000", owed: "0" },
  hold: "hold_1",
  state: "open",
  open: "250000",
  charged: "0",
  released: "0",
};
