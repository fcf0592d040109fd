import { addUp, type Statement, type StatementLine, worthOf } from "./statement.ts";

/**
 * Keeps the jobs that cost most, and folds the others into one line for each project and resource. The sums stay the
 * same.
 * @param most the number of lines of jobs to keep
 * @source docs/rules.md#statements
 */
export function foldJobs(statement: Statement, most: number): Statement {
  const jobs = statement.lines.filter(isOfJob);
  if (jobs.length <= most) return statement;
  const costly = [...jobs].sort((one, other) => compare(worthOf(one.amounts), worthOf(other.amounts)));
  const kept = new Set(costly.slice(0, most));
  const folded = new Map<string, StatementLine>();
  for (const line of jobs) {
    if (kept.has(line)) continue;
    const work = { ...line.work, job: null };
    const key = JSON.stringify(work);
    const before = folded.get(key);
    const amounts = before === undefined ? line.amounts : addUp([before.amounts, line.amounts]);
    folded.set(key, { ...line, work: work as StatementLine["work"], jobs: (before?.jobs ?? 0) + 1, amounts });
  }
  return { ...statement, lines: placed(statement.lines, kept, folded) };
}

/** Puts each folded line behind the last line of its project and resource. */
function placed(
  lines: readonly StatementLine[],
  kept: ReadonlySet<StatementLine>,
  folded: ReadonlyMap<string, StatementLine>,
): StatementLine[] {
  const groupOf = (line: StatementLine | undefined) =>
    line?.work == null ? null : JSON.stringify({ ...line.work, job: null });
  return lines.flatMap((line, place) => {
    const own = isOfJob(line) && !kept.has(line) ? [] : [line];
    const group = groupOf(line);
    const rest = group === null || group === groupOf(lines[place + 1]) ? undefined : folded.get(group);
    return rest === undefined ? own : [...own, rest];
  });
}

function isOfJob({ work }: StatementLine): boolean {
  return work !== null && work.job !== null;
}

function compare(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
