import { Badge } from "../../../components/ui/badge.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { type Cell, CONDITIONS } from "./cell.ts";

/** A deployment that names no cells: says what cells are, and where to read on. */
export function OneDatabase({ cell: { condition, why } }: { readonly cell: Cell }) {
  const { word, tone } = CONDITIONS[condition];
  return (
    <Card
      title="All organizations are in one database"
      actions={
        <Badge tone={tone} hasDot>
          {word}
        </Badge>
      }
    >
      <div className="flex max-w-[70ch] flex-col gap-2 text-14 text-pretty text-muted">
        {why !== null && <p className="text-bad">{why}</p>}
        <p>
          A platform that outgrows one PostgreSQL server spreads its organizations over several cells: databases that
          each hold everything of many organizations. They share nothing in the path of a charge, so each cell adds its
          own capacity, and one that is down stops only its own organizations.
        </p>
        <p>
          <a href="/docs/scale-out.html" className="rounded-small text-accent underline underline-offset-4">
            When and how to add a cell
          </a>
        </p>
      </div>
    </Card>
  );
}
