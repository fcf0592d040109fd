import { createRouter } from "@tanstack/react-router";
import { parseSearch, stringifySearch } from "./data/search.ts";
import { routeTree } from "./routeTree.gen.ts";

/** The router. Hovering or focusing a link loads the code and the data of its page. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  // React Query decides which data is fresh enough.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /**
     * The title in the top bar and on the tab, of a page that is not in the list of `shell/pages.ts`. A function if it
     * depends on the address.
     */
    title?: string | ((params: Readonly<Record<string, string>>) => string);
  }
}
