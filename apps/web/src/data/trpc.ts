import type { AppRouter } from "@scrip/api/router";
import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCContext, createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { queryClient } from "./query-client.ts";

/** The answers of the procedures, such as `Answers["overview"]["get"]`. */
export type Answers = inferRouterOutputs<AppRouter>;

/** The API at the page's own origin. The browser sends the session cookie by itself. */
export const trpcClient = createTRPCClient<AppRouter>({
  // A page of another origin can not send this header together with the cookie.
  links: [httpBatchStreamLink({ url: "/trpc", headers: { "x-scrip-client": "web" } })],
});

/** The same procedures for code outside components, such as loaders. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });

export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** Fetches data ahead, in the loader of a page. The component that shows the data handles errors. */
export function prefetch<Data, Failure, Shown, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Shown, Key>,
): void {
  void queryClient.prefetchQuery(options);
}
