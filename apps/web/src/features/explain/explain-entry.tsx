import { late } from "../../components/ui/late.tsx";
import { useWasOpen } from "../../components/ui/use-was-open.ts";
import { useEntry } from "./use-entry.ts";

const EntryDrawer = late(() => import("./entry-drawer.tsx").then((module) => module.EntryDrawer));

/** Explains the entry of the address (`?entry=12`) beside whatever page is shown. Loaded with its first use. */
export function ExplainEntry() {
  const { entry, show, close } = useEntry();
  if (!useWasOpen(entry !== undefined)) return null;
  return <EntryDrawer entry={entry} onShow={show} onClose={close} />;
}
