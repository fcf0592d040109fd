import { createRouter } from "@tanstack/react-router";
import { markNotLoaded } from "./data/not-loaded.ts";
import { parseSearch, stringifySearch } from "./data/search.ts";
import { routeTree } from "./routeTree.gen.ts";
import { PageProblem } from "./shell/page-problem.tsx";

markNotLoaded();

/** The router. Hovering or focusing a link loads the code and the data of its page. */
export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  // React Query decides which data is fresh enough.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  // Inside the shell: without it, a page that can not be loaded would take the shell with it.
  defaultErrorComponent: PageProblem,
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
