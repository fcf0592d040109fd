import { useMatches } from "@tanstack/react-router";
import { usePageTitle } from "./page-title.ts";

/** The title of the tab: the page, its organization, the product. */
export function DocumentTitle() {
  const { title } = usePageTitle();
  const org = useMatches({
    select: (matches) =>
      matches.find(({ routeId }) => routeId === "/o/$org")?.context as { org?: { name: string } } | undefined,
  })?.org;
  return <title>{[...new Set([title, org?.name, "Scrip"])].filter(Boolean).join(" · ")}</title>;
}
