import { late } from "../../../components/ui/late.tsx";
import { useWasOpen } from "../../../components/ui/use-was-open.ts";
import { isExplaining } from "../../../data/explain-search.ts";
import { useExplained } from "./use-explained.ts";

const ExplainDrawer = late(() => import("./explain-drawer.tsx").then((module) => module.ExplainDrawer));

/**
 * Explains what the address names beside whatever page is shown: an entry (`?entry=12`), a grant or the balance of a
 * point in time. Loaded with its first use.
 */
export function ExplainEntry() {
  const { explained, show, close } = useExplained();
  if (!useWasOpen(isExplaining(explained))) return null;
  return <ExplainDrawer explained={explained} onShow={show} onClose={close} />;
}
