import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useMemo } from "react";
import { useNeighbours } from "../../components/activity/entry-order.ts";
import { IconButton } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Drawer } from "../../components/ui/drawer.tsx";
import { useOrg } from "../../data/org.ts";
import { useTRPC } from "../../data/trpc.ts";
import { usePageKeys } from "../../shell/page-keys.ts";
import { Explanation } from "./explanation.tsx";

interface EntryDrawerProps {
  readonly entry: number | undefined;
  /** Goes from one entry to another. */
  readonly onShow: (seq: number) => void;
  readonly onClose: () => void;
}

/** The drawer: an entry in full, and the way to those beside it. */
export function EntryDrawer({ entry, onShow, onClose }: EntryDrawerProps) {
  return (
    <Drawer
      isOpen={entry !== undefined}
      onClose={onClose}
      title={`Entry ${(entry ?? 0).toLocaleString("en-US")}`}
      actions={entry !== undefined && <Walk seq={entry} onShow={onShow} />}
    >
      {entry !== undefined && <Shown seq={entry} />}
    </Drawer>
  );
}

function Shown({ seq }: { readonly seq: number }) {
  const org = useOrg().id;
  return <Explanation org={org} seq={seq} neighbours={useBeside(org, seq)} />;
}

/** From entry to entry, by buttons and by `j` and `k`. */
function Walk({ seq, onShow }: { readonly seq: number; readonly onShow: (seq: number) => void }) {
  const { newer, older } = useBeside(useOrg().id, seq);
  const to = (next: number | undefined) => () => next !== undefined && onShow(next);
  usePageKeys(
    useMemo(
      () => [
        { keys: ["j"], what: "Explain the entry before", run: () => older !== undefined && onShow(older) },
        { keys: ["k"], what: "Explain the entry after", run: () => newer !== undefined && onShow(newer) },
      ],
      [newer, older, onShow],
    ),
    "dialog",
  );
  return (
    <>
      <IconButton icon={ChevronUp} label="Newer entry (k)" aria-disabled={newer === undefined} onClick={to(newer)} />
      <IconButton icon={ChevronDown} label="Older entry (j)" aria-disabled={older === undefined} onClick={to(older)} />
      <CopyButton text={location.href} label="Copy the link to this entry" />
    </>
  );
}

/** The last entry of all is the one of the live balance. */
function useBeside(org: string, seq: number) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.balance.get.queryOptions({ org }));
  return useNeighbours(seq, data?.seq);
}
