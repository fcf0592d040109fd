import { useMatches } from "@tanstack/react-router";

/** What the page is called, and the page above it. */
export function usePageTitle() {
  return useMatches({
    select: (matches) => {
      const named = matches.findLast(({ staticData }) => staticData.title !== undefined);
      const isThere = matches.every(({ status }) => status !== "notFound");
      const { title, parent } = (isThere && named?.staticData) || { title: "Page not found" };
      const params = (named?.params ?? {}) as Readonly<Record<string, string>>;
      return { title: typeof title === "function" ? title(params) : title, parent };
    },
    structuralSharing: true,
  });
}
