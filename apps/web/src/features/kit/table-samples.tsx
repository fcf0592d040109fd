import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Table } from "../../components/ui/table.tsx";
import type { Column } from "../../components/ui/table-props.ts";
import { Time } from "../../components/ui/time.tsx";
import { type SampleLine, sampleLines } from "./sample-data.ts";
import { Sample } from "./section.tsx";

const COLUMNS: readonly Column<SampleLine>[] = [
  { key: "what", header: "What", phone: "title", width: "minmax(0, 2fr)", cell: ({ what }) => what },
  { key: "job", header: "Job", phone: "detail", width: "minmax(0, 2fr)", cell: ({ job }) => job },
  { key: "project", header: "Project", phone: "none", cell: ({ project }) => project },
  { key: "at", header: "When", phone: "note", width: "9rem", cell: ({ at }) => <Time at={at} /> },
  {
    key: "amount",
    header: "Amount",
    phone: "value",
    align: "end",
    width: "7rem",
    micros: ({ amount }) => amount,
    cell: ({ amount }) => <Money micros={amount} sign="always" tone="auto" />,
  },
  {
    key: "balance",
    header: "Available",
    phone: "none",
    align: "end",
    width: "7rem",
    micros: ({ balance }) => balance,
    cell: ({ balance }) => <Money micros={balance} kind="available" tone="muted" />,
  },
];

const FEW = sampleLines(6);
/** Amounts of whole cents, as large as they get. */
const LARGE = FEW.map((line) => ({ ...line, amount: "-1000000000000000", balance: "1000000000000000000" }));
const HEADINGS = [0, 4].map((before) => ({
  key: `${before}`,
  before,
  title: before === 0 ? "Sat 21 Nov" : "Fri 20 Nov",
  note: before === 0 ? "$30.62 added, $8.29 used" : undefined,
  column: "amount",
  micros: "-4290122",
  sum: <Money micros="-4290122" sign="always" tone="auto" label="In all" />,
}));
const keyOf = ({ seq }: SampleLine): string => `${seq}`;
const linkOf = ({ seq }: SampleLine) => ({ to: "/_kit", search: { entry: seq }, resetScroll: false }) as const;

export function TableSamples() {
  return (
    <>
      <Sample name="rows that lead to a drawer; the third one is open">
        <div className="w-full">
          <Table label="Activity" columns={COLUMNS} rows={FEW} rowKey={keyOf} rowLink={linkOf} currentKey="4" />
        </div>
      </Sample>
      <Sample name="headings between the rows">
        <div className="w-full">
          <Table
            label="Activity by day"
            columns={COLUMNS}
            rows={FEW}
            rowKey={keyOf}
            rowLink={linkOf}
            headings={HEADINGS}
          />
        </div>
      </Sample>
      <Sample name="amounts as large as they get, of whole cents">
        <div className="w-full">
          <Table label="Large amounts" columns={COLUMNS} rows={LARGE} rowKey={keyOf} />
        </div>
      </Sample>
      <Sample name="inside a card, on its way">
        <div className="w-full">
          <Card title="Last activities" isFlush>
            <Table
              label="Activity on its way"
              look="plain"
              isHeaderHidden
              isLoading
              skeletonRows={3}
              columns={COLUMNS}
              rows={[]}
              rowKey={keyOf}
            />
          </Card>
        </div>
      </Sample>
      <Sample name="nothing there">
        <div className="w-full">
          <Table
            label="No activity"
            columns={COLUMNS}
            rows={[]}
            rowKey={keyOf}
            empty={
              <EmptyState title="No credit history found">
                Credit that comes in and what it is used for is listed here.
              </EmptyState>
            }
          />
        </div>
      </Sample>
      <Sample name="a hundred thousand rows, of which only those in sight are drawn">
        <ManyRows />
      </Sample>
    </>
  );
}

function ManyRows() {
  const [rows, setRows] = useState<SampleLine[]>([]);
  if (rows.length === 0) return <Button onClick={() => setRows(sampleLines(100_000))}>Show 100,000 rows</Button>;
  return (
    <div className="w-full">
      <Button onClick={() => setRows([])} className="mb-3">
        Hide them
      </Button>
      <Table label="A long activity" columns={COLUMNS} rows={rows} rowKey={keyOf} rowLink={linkOf} />
    </div>
  );
}
