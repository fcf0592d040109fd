import { late } from "../../../components/ui/late.tsx";
import { useWasOpen } from "../../../components/ui/use-was-open.ts";
import { isExplaining } from "../../../data/explain-search.ts";
import { useExplained } from "./use-explained.ts";

const ExplainDrawer = late(() => import("./explain-drawer.tsx").then((module) => module.ExplainDrawer));

/**
 * Opens the drawer above any page if the address names an entry (`?entry=12`), a grant or a point in time. Its code is
 * loaded on first use.
 */
export function ExplainEntry() {
  const { explained, show, close } = useExplained();
  if (!useWasOpen(isExplaining(explained))) return null;
  return <ExplainDrawer explained={explained} onShow={show} onClose={close} />;
}
