import { useNowAs } from "../../data/now.tsx";
import type { Answers } from "../../data/trpc.ts";
import { accruedBy } from "../../words/accrued.ts";
import { Money } from "../ui/money.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

interface UsedSoFarProps {
  readonly job: Answers["jobs"]["list"]["jobs"][number];
  /** A word before the figure for assistive technology. */
  readonly label?: string;
}

/** What a job has used; for a timed job that runs, what it has accrued. */
export function UsedSoFar({ job, label = "Used" }: UsedSoFarProps) {
  const accrued = useNowAs((now) => accruedBy(job, now)?.toString() ?? "");
  if (accrued === "") return <Money micros={job.charged} label={label} />;
  return (
    <Tooltip content="Accrued so far. A timed job is billed once, when it ends.">
      <span>
        <Money micros={accrued} tone="muted" label="Accrued" />
      </span>
    </Tooltip>
  );
}
