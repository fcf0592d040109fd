import { useQuery } from "@tanstack/react-query";
import type { ApiDocument } from "./api-document.ts";

/** The OpenAPI document of this server. It changes only with a new version of the server. */
export function useDocument() {
  return useQuery({
    queryKey: ["openapi"],
    queryFn: async ({ signal }): Promise<ApiDocument> => {
      const response = await fetch("/v1/openapi.json", { signal });
      if (!response.ok) throw new Error(`The document could not be read (HTTP ${response.status}).`);
      return (await response.json()) as ApiDocument;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
