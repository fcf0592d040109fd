import { isNotFound, useMatches } from "@tanstack/react-router";
import { pageAbove, pageAt } from "./pages.ts";

/** The title of the current page and the listed page above it. A route that is not in the list names its own title. */
export function usePageTitle() {
  return useMatches({
    select: (matches) => {
      const leaf = matches.at(-1);
      // The page of an organization that is away has data, and is there.
      const isFound = matches.every(
        ({ status, error }) => status !== "notFound" || (isNotFound(error) && error.data != null),
      );
      const own = isFound ? leaf?.staticData.title : undefined;
      const path = isFound ? (leaf?.fullPath ?? "") : "";
      const params = (leaf?.params ?? {}) as Readonly<Record<string, string>>;
      const title = typeof own === "function" ? own(params) : (own ?? pageAt(path)?.title ?? "Page not found");
      const above = pageAbove(path);
      return { title, parent: above && { to: above.to, title: above.title } };
    },
    structuralSharing: true,
  });
}
