import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Callout } from "../../../components/ui/callout.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import type { CellsSeen } from "./cell.ts";
import { type CellCommand, CommandDialog } from "./cell-commands.tsx";
import { CellFigures } from "./cell-figures.tsx";
import { CellTable } from "./cell-table.tsx";
import { CellTroubles } from "./cell-troubles.tsx";
import { MovesCard } from "./moves-card.tsx";
import { OneDatabase } from "./one-database.tsx";

/** Workers report each minute; whether a cell answers is found out for each answer. */
const RELOAD_MS = 10_000;

/** The cells of the deployment: who lives where, how much they do, and which of them do not answer. */
export function CellsPage() {
  const trpc = useTRPC();
  const { data, error, refetch, dataUpdatedAt } = useQuery(
    trpc.operators.cells.list.queryOptions(undefined, { refetchInterval: RELOAD_MS, staleTime: 0 }),
  );
  if (data === undefined && error !== null)
    return <OperatorProblem title="The cells did not load" error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const [first] = data.cells;
  if (first !== undefined && first.name === null) return <OneDatabase cell={first} />;
  return (
    <>
      {error !== null && (
        <Callout tone="warn" title="The page could not be refreshed">
          It shows what was known <Time at={dataUpdatedAt} />.
        </Callout>
      )}
      <Cells seen={data} />
    </>
  );
}

function Cells({ seen: { cells, moves } }: { readonly seen: CellsSeen }) {
  const [command, setCommand] = useState<CellCommand | null>(null);
  const onCommand = useCallback((next: CellCommand) => setCommand(next), []);
  return (
    <>
      <CellTroubles cells={cells} />
      <CellFigures cells={cells} />
      <CellTable cells={cells} onCommand={onCommand} />
      <MovesCard moves={moves} />
      <CommandDialog command={command} onClose={() => setCommand(null)} />
    </>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
