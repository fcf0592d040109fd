import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { FineAmounts, isFine } from "./fine-amounts.ts";
import { Money, type MoneyProps } from "./money.tsx";

export interface FigureLine {
  readonly key: string;
  /** A symbol before the label, such as `×`. The label says the same in words. */
  readonly mark?: string;
  readonly label: ReactNode;
  /** A remark in grey below the label. */
  readonly note?: ReactNode;
  /** One exact amount per column. The amounts of a column decide its precision. */
  readonly amounts?: readonly MoneyProps[];
  /** One figure per column, in place of amounts. */
  readonly figures?: readonly ReactNode[];
  /** The line is the total of the lines above it. */
  readonly isTotal?: boolean;
}

interface FiguresProps {
  /** The caption, such as "How the price is made". */
  readonly label: string;
  /** The headers of the columns, if there is more than one. */
  readonly columns?: readonly string[];
  readonly lines: readonly FigureLine[];
}

/** A short list of figures, aligned to the right: a calculation, parts of a whole, or a comparison. */
export function Figures({ label, columns, lines }: FiguresProps) {
  const hasMarks = lines.some(({ mark }) => mark !== undefined);
  const isFineAt = (column: number) => isFine(...lines.map(({ amounts }) => amounts?.[column]?.micros ?? null));
  return (
    <table className="w-full border-collapse text-14">
      <caption className="sr-only">{label}</caption>
      {columns !== undefined && (
        <thead>
          <tr className="border-b border-line">
            <td />
            {columns.map((column) => (
              <th key={column} scope="col" className="h-8 pl-4 text-right text-12 font-medium text-muted">
                {column}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {lines.map(({ key, mark, label: name, note, amounts = [], figures = [], isTotal }) => (
          <tr
            key={key}
            className={classes(
              "align-baseline",
              isTotal === true ? "border-t border-edge font-strong" : "border-t border-line first:border-t-0",
            )}
          >
            <th scope="row" className={classes("py-1.5 text-left", isTotal === true ? "font-strong" : "font-regular")}>
              <span className="flex items-baseline gap-2">
                {hasMarks && (
                  <span aria-hidden="true" className="w-3 shrink-0 text-center text-muted">
                    {mark}
                  </span>
                )}
                <span className="min-w-0">
                  {name}
                  {note !== undefined && <span className="block text-12 font-regular text-muted">{note}</span>}
                </span>
              </span>
            </th>
            {amounts.map((amount, index) => (
              <td key={index} className={FIGURE_LOOK}>
                <FineAmounts value={isFineAt(index)}>
                  <Money kind="exact" {...amount} />
                </FineAmounts>
              </td>
            ))}
            {figures.map((figure, index) => (
              <td key={index} className={FIGURE_LOOK}>
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const FIGURE_LOOK = "py-1.5 pl-4 text-right whitespace-nowrap figures";
