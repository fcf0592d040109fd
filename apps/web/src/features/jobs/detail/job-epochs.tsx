import { useMemo } from "react";
import { entryLink } from "../../../components/activity/entry-link.ts";
import { Badge } from "../../../components/ui/badge.tsx";
import { barHeights } from "../../../components/ui/bar-heights.ts";
import { Card } from "../../../components/ui/card.tsx";
import { classes } from "../../../components/ui/classes.ts";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { decisionWords, type Epoch, epochTone, flagWords } from "./epoch-words.ts";
import { useEpochs } from "./use-epochs.ts";

/** An epoch, with its cost in thousandths of the dearest epoch. */
interface Row extends Epoch {
  readonly share: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { key: "leg", header: "Epoch", phone: "title", width: "3rem", cell: ({ leg }) => <Leg leg={leg} /> },
  { key: "at", header: "Reported", phone: "detail", width: "7.5rem", cell: ({ at }) => <Time at={at} look="moment" /> },
  {
    key: "span",
    header: "Billed time",
    phone: "none",
    width: "8.5rem",
    cell: ({ untilMs }) => <span className="text-muted figures">{exactDurationWords(untilMs)}</span>,
  },
  {
    key: "decision",
    header: "Decision",
    phone: "note",
    width: "minmax(0, 1fr)",
    cell: (epoch) => <Decision epoch={epoch} />,
  },
  {
    key: "amount",
    header: "Used",
    align: "end",
    phone: "value",
    width: "minmax(6rem, 11rem)",
    micros: ({ amount }) => amount,
    cell: (epoch) => <Used epoch={epoch} />,
  },
];

/** The number of an epoch. Only a phone shows the word, since the table has no header there. */
function Leg({ leg }: { readonly leg: number }) {
  return (
    <>
      <span className="tablet:hidden">Epoch </span>
      {leg.toLocaleString("en")}
    </>
  );
}

/** The cost of an epoch, with a bar that compares it with the others. */
function Used({ epoch }: { readonly epoch: Row }) {
  const { amount, seq, share } = epoch;
  return (
    <span className="flex min-w-0 items-center justify-end gap-3">
      <span aria-hidden="true" className="hidden h-2 min-w-0 flex-1 justify-end tablet:flex">
        <span
          className={classes("h-full rounded-[2px]", epochTone(epoch) === "warn" ? "bg-warn" : "bg-accent")}
          style={{ width: share === 0 ? "0" : `max(2px, ${share / 10}%)` }}
        />
      </span>
      <span className="min-w-16 text-right">
        <Money micros={amount} {...(seq !== null && { link: entryLink(seq) })} />
      </span>
    </span>
  );
}

/** The decision after an epoch and what was unusual. The tooltip shows the whole text, which may be cut off here. */
function Decision({ epoch }: { readonly epoch: Epoch }) {
  const words = decisionWords(epoch);
  const flags = flagWords(epoch);
  const decision =
    epochTone(epoch) === "warn" ? <Badge tone="warn">{words}</Badge> : <span className="text-muted">{words}</span>;
  if (flags === "") return decision;
  return (
    <Tooltip content={`${words}. ${flags}`} isName>
      <span className="flex min-w-0 items-center gap-2">
        <span className="shrink-0">{decision}</span>
        <span className="truncate text-13 text-muted">{flags}</span>
      </span>
    </Tooltip>
  );
}

/** The epochs, the newest first. Each amount opens its explanation. */
export function JobEpochs({ story }: { readonly story: Answers["jobs"]["story"] }) {
  const { rows: epochs, hasMore, onMore } = useEpochs(story);
  const rows = useMemo(() => {
    const shares = barHeights(epochs.map(({ amount }) => BigInt(amount)));
    return epochs.map((epoch, index): Row => ({ ...epoch, share: shares[index] ?? 0 }));
  }, [epochs]);
  const count = epochs[0]?.leg ?? 0;
  return (
    <Card
      title="Epochs"
      isFlush
      actions={<span className="text-13 text-muted figures">{count.toLocaleString("en")} in all</span>}
    >
      <Table
        label="Epochs"
        look="plain"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ leg }) => `${leg}`}
        hasMore={hasMore}
        {...(onMore !== undefined && { onMore })}
      />
    </Card>
  );
}
