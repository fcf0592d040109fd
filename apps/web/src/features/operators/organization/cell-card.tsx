import { useQuery } from "@tanstack/react-query";
import { Card } from "../../../components/ui/card.tsx";
import { CodeBlock } from "../../../components/ui/code-block.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { moveTarget } from "../cells/move-target.ts";

interface CellCardProps {
  readonly org: string;
  readonly cell: string;
}

/** The cell where an organization lives, and the command that moves it to another one. */
export function CellCard({ org, cell }: CellCardProps) {
  const { data } = useQuery(useTRPC().operators.cells.list.queryOptions());
  const move = data?.moves.find((each) => each.org === org);
  const target = data === undefined ? null : moveTarget(data.cells, cell);
  return (
    <Card title="Cell" actions={<TextLink to="/operators/cells">All cells</TextLink>}>
      <p className="text-14">
        It lives in cell <span className="font-medium">{cell}</span>
        {move !== undefined && ` and moves from ${move.from} to ${move.to} now`}.
      </p>
      {move === undefined && target !== null && (
        <div className="mt-3">
          <CodeBlock label={`Move it to cell ${target}`} code={`scrip org move ${org} ${target}`} />
        </div>
      )}
    </Card>
  );
}
