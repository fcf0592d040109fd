import { Card } from "../../../components/ui/card.tsx";
import { Stat } from "../../../components/ui/stat.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { type Cell, paceWords } from "./cell.ts";

/** How many cells serve, and the sums of what the workers reported of them. */
export function CellFigures({ cells }: { readonly cells: readonly Cell[] }) {
  const reports = cells.flatMap(({ report }) => report ?? []);
  const serving = cells.filter(({ condition }) => condition === "serving").length;
  const sum = (of: (report: (typeof reports)[number]) => number) => reports.reduce((all, each) => all + of(each), 0);
  const oldest = reports.flatMap(({ oldestDueAt }) => oldestDueAt ?? []).sort()[0];
  return (
    <Card>
      <div className="flex flex-wrap items-end gap-x-10 gap-y-4">
        <Stat label="Cells that serve" size="large">
          {serving} <span className="text-20 text-muted">of {cells.length}</span>
        </Stat>
        <Stat label="Organizations">{sum(({ organizations }) => organizations).toLocaleString("en-US")}</Stat>
        <Stat label="Entries a second">{paceWords(sum(({ entriesPerSecond }) => entriesPerSecond))}</Stat>
        <Stat label="Oldest due work">{oldest === undefined ? "None" : <Time at={oldest} />}</Stat>
      </div>
    </Card>
  );
}
