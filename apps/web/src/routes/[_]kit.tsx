import { createFileRoute, notFound } from "@tanstack/react-router";
import { oneParam, wholeParam } from "../data/search.ts";
import { Kit } from "../features/kit/kit.tsx";

export const Route = createFileRoute("/_kit")({
  staticData: { title: "Kit" },
  validateSearch: readKitSearch,
  beforeLoad: ({ context: { session } }) => {
    if (!session.isDevelopment) throw notFound();
  },
  component: Kit,
});

interface KitSearch {
  theme?: "light" | "dark";
  /** The entry whose drawer is open. */
  entry?: number | undefined;
}

function readKitSearch(search: Record<string, unknown>): KitSearch {
  const theme = oneParam(search.theme, ["light", "dark"]);
  const entry = wholeParam(search.entry);
  return { ...(theme !== undefined && { theme }), ...(entry !== undefined && { entry }) };
}
