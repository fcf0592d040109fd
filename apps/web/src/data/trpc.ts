import type { AppRouter } from "@scrip/api/router";
import type { FetchQueryOptions, QueryKey } from "@tanstack/react-query";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCContext, createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { queryClient } from "./query-client.ts";

/** What the procedures answer, such as `Answers["overview"]["get"]`. */
export type Answers = inferRouterOutputs<AppRouter>;

/** The API of this page's own origin. The cookie of the session goes along by itself. */
export const trpcClient = createTRPCClient<AppRouter>({
  // The header is what a foreign page cannot send along with the cookie.
  links: [httpBatchStreamLink({ url: "/trpc", headers: { "x-scrip-client": "web" } })],
});

/** The same procedures for loaders, which are no components. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });

export const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** Asks for something ahead, in a page's loader; whoever shows it deals with what went wrong. */
export function prefetch<Data, Failure, Shown, Key extends QueryKey>(
  options: FetchQueryOptions<Data, Failure, Shown, Key>,
): void {
  void queryClient.prefetchQuery(options);
}
