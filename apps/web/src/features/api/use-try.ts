import { useMutation } from "@tanstack/react-query";
import type { ApiRequest } from "./request-of.ts";

/** What came back. */
export interface TryAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends a call of the form. The key of the request is not kept. */
export function useTry() {
  return useMutation({
    gcTime: 0,
    mutationFn: async ({ path, method, headers, body }: ApiRequest): Promise<TryAnswer> => {
      // Without the cookie: the key is the caller.
      const init = { method, headers, credentials: "omit" as const, ...(body !== undefined && { body }) };
      const response = await fetch(path, init);
      return { status: response.status, text: indented(await response.text()) };
    },
  });
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
