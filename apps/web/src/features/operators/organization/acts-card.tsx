import { ActLine } from "../act/act-line.tsx";
import { LinesCard } from "../lines-card.tsx";
import type { Seen } from "./seen.ts";

/** What operators did for the organization. */
export function ActsCard({ acts }: Pick<Seen, "acts">) {
  return (
    <LinesCard title="Acts of operators" count={acts.length} empty="No operator has changed its credit.">
      {acts.map((act) => (
        <ActLine key={act.act} act={act} />
      ))}
    </LinesCard>
  );
}
