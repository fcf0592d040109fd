import { late } from "../../../components/ui/late.tsx";
import { useWasOpen } from "../../../components/ui/use-was-open.ts";
import { isExplaining, readExplainSearch } from "../../../data/explain-search.ts";
import { parseSearch } from "../../../data/search.ts";
import { useExplained } from "./use-explained.ts";

const load = () => import("./explain-drawer.tsx");
const ExplainDrawer = late(() => load().then((module) => module.ExplainDrawer));

/** Loads all code of the drawer at once. Each part alone would name the next one only after it has arrived. */
function preload(): void {
  const parts = [load(), import("../../../components/ui/drawer-popup.tsx")];
  // A part that is missing reports it when it is shown.
  for (const part of parts) part.catch(() => undefined);
}

// The address asks for the drawer: load it beside the page, without waiting for the session or for the page's data.
if (isExplaining(readExplainSearch(parseSearch(location.search)))) preload();

/**
 * Opens the drawer above any page if the address names an entry (`?entry=12`), a grant or a point in time. Its code is
 * loaded on first use.
 */
export function ExplainEntry() {
  const { explained, show, close } = useExplained();
  if (!useWasOpen(isExplaining(explained))) return null;
  return <ExplainDrawer explained={explained} onShow={show} onClose={close} />;
}
