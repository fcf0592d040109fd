import { Callout } from "../../../components/ui/callout.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import type { Cell } from "./cell.ts";
import { cellProblems } from "./cell-problems.ts";

/** What is wrong with the cells, on top of the page. A change is announced. */
export function CellTroubles({ cells }: { readonly cells: readonly Cell[] }) {
  return (
    <div role="status" className="flex flex-col gap-4 empty:hidden">
      {cellProblems(cells).map(({ key, tone, title, text, why, command }) => (
        <Callout key={key} tone={tone} title={title}>
          <p>{text}</p>
          {why !== null && <p className="mt-1 font-mono text-12 break-words text-muted">{why}</p>}
          {command !== null && (
            <div className="mt-2">
              <CodeBlock label="List what it lacks, then accept it" code={command} />
            </div>
          )}
        </Callout>
      ))}
    </div>
  );
}
