import type { CalloutTone } from "../../../components/ui/callout.tsx";
import { type Cell, organizationsWords } from "./cell.ts";

/** What an operator must know of a cell before anything else. */
export interface CellProblem {
  readonly key: string;
  readonly tone: CalloutTone;
  readonly title: string;
  readonly text: string;
  /** The reason in the words of the server. */
  readonly why: string | null;
  /** The command that helps. */
  readonly command: string | null;
}

/** The problems of the cells, the worst first. */
export function cellProblems(cells: readonly Cell[]): readonly CellProblem[] {
  const named = cells.flatMap((cell) => (cell.name === null ? [] : [{ ...cell, name: cell.name }]));
  const problems = named.flatMap((cell) => problemOf(cell) ?? []);
  const versions = new Set(named.flatMap(({ report }) => report?.schemaVersion ?? []));
  return versions.size > 1 ? [...problems, APART] : problems;
}

const APART: CellProblem = {
  key: "versions",
  tone: "info",
  title: "The cells have different versions",
  text: "An upgrade is under way, or it stopped halfway. No organization moves between cells of different versions.",
  why: null,
  command: null,
};

type NamedCell = Cell & { readonly name: string };

function problemOf(cell: NamedCell): CellProblem | null {
  const { name: key, condition, why } = cell;
  if (condition === "away")
    return { key, tone: "bad", title: `Cell ${key} does not answer`, text: standing(cell), why, command: null };
  if (condition === "refused")
    return {
      key,
      tone: "bad",
      title: `Cell ${key} is refused`,
      text: standing(cell),
      why,
      command: isRestored(cell) ? reconcileCommand(key) : null,
    };
  if (condition === "unknown")
    return { key, tone: "warn", title: `No address for cell ${key}`, text: standing(cell), why, command: null };
  return null;
}

/** Whether a cell is refused until it is reconciled, as the reason of the refusal says. */
export function isRestored({ name, condition, why }: Cell): boolean {
  return name !== null && condition === "refused" && why?.includes(reconcileCommand(name)) === true;
}

/** The command that compares a restored cell with the platform. */
export const reconcileCommand = (name: string): string => `scrip cells reconcile ${name}`;

/** Whom it concerns. Before the first report the number of organizations is not known. */
function standing({ report }: NamedCell): string {
  if (report === null) return "Its organizations cannot be served; all others are.";
  if (report.organizations === 0) return "No organization lives there.";
  return `Its ${organizationsWords(report.organizations)} cannot be served; all others are.`;
}
