import { entryLink } from "../../../components/activity/entry-link.ts";
import { Badge } from "../../../components/ui/badge.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Table } from "../../../components/ui/table.tsx";
import type { Column } from "../../../components/ui/table-props.ts";
import { Time } from "../../../components/ui/time.tsx";
import { Tooltip } from "../../../components/ui/tooltip.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { exactDurationWords } from "../../../words/exact-duration-words.ts";
import { decisionWords, type Epoch, epochTone, flagWords } from "./epoch-words.ts";
import { useEpochs } from "./use-epochs.ts";

const COLUMNS: readonly Column<Epoch>[] = [
  { key: "leg", header: "Epoch", phone: "title", width: "3rem", cell: ({ leg }) => <Leg leg={leg} /> },
  { key: "at", header: "Reported", phone: "detail", width: "7.5rem", cell: ({ at }) => <Time at={at} look="moment" /> },
  {
    key: "span",
    header: "Charged time until",
    phone: "none",
    width: "9rem",
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
    header: "Cost",
    align: "end",
    phone: "value",
    width: "5.5rem",
    cell: ({ amount, seq }) => <Money micros={amount} {...(seq !== null && { link: entryLink(seq) })} />,
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
  const { rows, hasMore, onMore } = useEpochs(story);
  return (
    <Card title="Epochs" isFlush>
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
