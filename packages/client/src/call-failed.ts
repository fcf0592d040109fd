import type { ErrorData } from "@scrip/contract/errors";

/** The data of a failed call. Each call of a request has its own status. */
export interface FailedData extends ErrorData {
  readonly httpStatus: number;
}

/** The API answered a call with an error. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly data: FailedData;

  constructor(message: string, data: FailedData) {
    super(message);
    this.data = data;
  }
}

/** Reads the data of an error in tRPC's format. @returns `null` if the error is not of Scrip */
export function failedDataIn(data: unknown): FailedData | null {
  const { scrip, httpStatus = 500 } = (data ?? {}) as { scrip?: Partial<ErrorData>; httpStatus?: number };
  if (typeof scrip?.code !== "string") return null;
  const { code, details = {}, retryAfterMs = null, requestId = null } = scrip;
  return { code, details, retryAfterMs, requestId, httpStatus };
}
