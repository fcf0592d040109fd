import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { Line, LinesCard } from "../lines-card.tsx";
import type { Move } from "./cell.ts";

/** The organizations that move from cell to cell now. */
export function MovesCard({ moves }: { readonly moves: readonly Move[] }) {
  return (
    <LinesCard title="Moves under way" count={moves.length} empty="No organization moves.">
      {moves.map((move) => (
        <Line
          key={move.org}
          title={
            <TextLink to="/operators/o/$org" params={{ org: move.org }}>
              {move.organization}
            </TextLink>
          }
          note={<Progress move={move} />}
          value={
            <span className="text-13 text-muted">
              Began <Time at={move.startedAt} />
            </span>
          }
        />
      ))}
    </LinesCard>
  );
}

function Progress({ move: { from, to, step, rowsCopied, rowsInAll } }: { readonly move: Move }) {
  const share = rowsInAll === 0 ? 0 : Math.min(1, rowsCopied / rowsInAll);
  const rows = (count: number) => count.toLocaleString("en-US");
  const words =
    step === "switching"
      ? "it switches"
      : `${rows(rowsCopied)} of ${rowsInAll === 0 ? "?" : rows(rowsInAll)} rows copied`;
  return (
    <>
      <span className="figures">
        From {from} to {to}: {words}
      </span>
      <span aria-hidden="true" className="mt-1 block h-1 max-w-80 overflow-hidden rounded-round bg-sunken">
        <span
          className="block h-full rounded-round bg-accent"
          style={{ width: `${(step === "switching" ? 1 : share) * 100}%` }}
        />
      </span>
    </>
  );
}
