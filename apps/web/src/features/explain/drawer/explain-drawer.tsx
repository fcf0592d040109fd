import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useNeighbours } from "../../../components/activity/entry-order.ts";
import { IconButton } from "../../../components/ui/button.tsx";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Drawer } from "../../../components/ui/drawer.tsx";
import { late } from "../../../components/ui/late.tsx";
import { type ExplainSearch, isExplaining } from "../../../data/explain-search.ts";
import { useOrg } from "../../../data/org.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { usePageKeys } from "../../../shell/page-keys.ts";
import { Explanation } from "../entry/explanation.tsx";
import { ExplanationSkeleton } from "../parts/explanation-skeleton.tsx";

interface ExplainDrawerProps {
  readonly explained: ExplainSearch;
  /** Shows another explanation in place of this one. */
  readonly onShow: (next: ExplainSearch) => void;
  readonly onClose: () => void;
}

const GrantStory = late(() => import("../grant/grant-story.tsx").then((module) => module.GrantStory));
const BalanceThen = late(() => import("../balance/balance-then.tsx").then((module) => module.BalanceThen));

/** The drawer: an entry with buttons to its neighbours, the story of a grant, or a past balance. */
export function ExplainDrawer({ explained, onShow, onClose }: ExplainDrawerProps) {
  const { entry, grant, asOf } = explained;
  const org = useOrg().id;
  const toEntry = useCallback((seq: number) => onShow({ entry: seq }), [onShow]);
  const shared = { isOpen: isExplaining(explained), onClose };
  if (grant !== undefined)
    return (
      <Drawer {...shared} title="Where this credit went" actions={<CopyLink of="credit" />}>
        <GrantStory key={grant} org={org} grant={grant} waiting={<ExplanationSkeleton />} />
      </Drawer>
    );
  if (asOf !== undefined)
    return (
      <Drawer {...shared} title="Balance at a point in time" actions={<CopyLink of="balance" />}>
        <BalanceThen
          org={org}
          point={asOf}
          onPoint={(point) => onShow({ asOf: point })}
          waiting={<ExplanationSkeleton />}
        />
      </Drawer>
    );
  return (
    <Drawer
      {...shared}
      title={`Entry ${(entry ?? 0).toLocaleString("en-US")}`}
      actions={entry !== undefined && <Walk seq={entry} onShow={toEntry} />}
    >
      {entry !== undefined && <Shown seq={entry} />}
    </Drawer>
  );
}

const CopyLink = ({ of }: { readonly of: string }) => (
  <CopyButton text={location.href} label={`Copy the link to this ${of}`} />
);

function Shown({ seq }: { readonly seq: number }) {
  const org = useOrg().id;
  return <Explanation org={org} seq={seq} neighbours={useEntryNeighbours(org, seq)} />;
}

/** Buttons and the keys `j` and `k`, which lead from entry to entry. */
function Walk({ seq, onShow }: { readonly seq: number; readonly onShow: (seq: number) => void }) {
  const { newer, older } = useEntryNeighbours(useOrg().id, seq);
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
      <CopyLink of="entry" />
    </>
  );
}

/** The neighbours of an entry. The live balance has the number of the last entry. */
function useEntryNeighbours(org: string, seq: number) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.balance.get.queryOptions({ org }));
  return useNeighbours(seq, data?.seq);
}
