import { createRouter } from "@tanstack/react-router";
import { parseSearch, stringifySearch } from "./data/search.ts";
import { routeTree } from "./routeTree.gen.ts";

/** The pages. A link that is hovered or focused loads its page and asks for what it shows. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  // What is fresh enough is for React Query to say.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** What the top bar and the tab are called; a function, where it depends on the address. */
    title?: string | ((params: Readonly<Record<string, string>>) => string);
    /** The page above it, such as Jobs above a job. */
    parent?: { readonly title: string; readonly to: "/o/$org/jobs" };
  }
}
