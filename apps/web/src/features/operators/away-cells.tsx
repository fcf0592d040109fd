import { RotateCw } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { Callout } from "../../components/ui/callout.tsx";

interface AwayCellsProps {
  /** The names of the cells that an answer leaves out. */
  readonly away: readonly string[];
  /** What the page lacks without them, such as "Jobs". */
  readonly lacks: string;
  readonly onRetry: () => void;
}

/** Says which cells an answer over all organizations leaves out. A change is announced. */
export function AwayCells({ away, lacks, onRetry }: AwayCellsProps) {
  return (
    <div role="status" className="empty:hidden">
      {away.length > 0 && (
        <Callout
          tone="warn"
          title={away.length === 1 ? `Cell ${away[0]} does not answer` : `Cells ${namesOf(away)} do not answer`}
          action={
            <Button size="small" icon={RotateCw} onClick={onRetry}>
              Try again
            </Button>
          }
        >
          {lacks} of {away.length === 1 ? "its" : "their"} organizations are missing here.
        </Callout>
      )}
    </div>
  );
}

const namesOf = (away: readonly string[]): string => new Intl.ListFormat("en").format(away);
