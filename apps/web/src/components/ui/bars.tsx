import { Link, type LinkProps } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { barHeights } from "./bar-heights.ts";
import { classes } from "./classes.ts";
import { Money } from "./money.tsx";
import type { RowLink } from "./table-props.ts";
import { Tooltip } from "./tooltip.tsx";

export interface Bar {
  readonly key: string;
  /** One sentence with the amount, for assistive technology. */
  readonly label: string;
  readonly micros: string;
  /** `warn` and `bad` highlight the bar. */
  readonly tone: "plain" | "warn" | "bad";
  /** The content of the bar's tooltip. */
  readonly tooltip: ReactNode;
  /** The explanation of the amount; `null` if there is none. */
  readonly link: RowLink | null;
}

interface BarsProps {
  /** The name of the chart, such as "Cost per epoch". */
  readonly label: string;
  /** Oldest first. */
  readonly bars: readonly Bar[];
  /** The captions under the first and the last bar. */
  readonly from: ReactNode;
  readonly until: ReactNode;
}

/**
 * Amounts as bars. The chart is one stop of the Tab key. Arrow keys, Home and End move the focus from bar to bar, and
 * Enter opens the explanation.
 */
export function Bars({ label, bars, from, until }: BarsProps) {
  const heights = barHeights(bars.map(({ micros }) => BigInt(micros)));
  const tallest = bars[heights.indexOf(1000)];
  const [chosen, setChosen] = useState<string | null>(null);
  const stop = bars.find(({ key }) => key === chosen)?.key ?? bars.at(-1)?.key;
  return (
    <figure aria-label={label} className="min-w-0 text-12 text-muted">
      {/* The width is limited, so that a few bars do not become wide blocks. */}
      <div className="flex min-w-28 flex-col gap-1" style={{ maxWidth: `${bars.length * 3}rem` }}>
        <div className="border-b border-dashed border-line pb-1">
          {tallest !== undefined && <Money micros={tallest.micros} label="The tallest bar is" />}
        </div>
        <ul
          aria-label={`${label}, ${bars.length} bars`}
          onKeyDown={walk}
          className="-mt-1 flex h-32 items-stretch border-b border-edge"
        >
          {bars.map((bar, index) => (
            <li key={bar.key} className="flex max-w-14 min-w-0 flex-1">
              <Tooltip content={bar.tooltip}>
                <BarLink
                  bar={bar}
                  height={heights[index] ?? 0}
                  isStop={bar.key === stop}
                  onFocus={() => setChosen(bar.key)}
                />
              </Tooltip>
            </li>
          ))}
        </ul>
        <div className="flex justify-between gap-4">
          <span>{from}</span>
          {bars.length > 1 && <span>{until}</span>}
        </div>
      </div>
    </figure>
  );
}

interface BarLinkProps {
  readonly bar: Bar;
  readonly height: number;
  readonly isStop: boolean;
  /** The tooltip adds its own handler to this one. */
  readonly onFocus: (event: React.FocusEvent<Element>) => void;
}

function BarLink({ bar, height, isStop, onFocus, ...tooltip }: BarLinkProps) {
  const link = bar.link ?? { to: "." as const, disabled: true };
  return (
    <Link
      {...(link as LinkProps)}
      {...tooltip}
      data-bar=""
      aria-label={bar.label}
      tabIndex={isStop ? 0 : -1}
      onFocus={onFocus}
      className="group flex flex-1 items-end px-px hover:bg-sunken focus-visible:outline-offset-0"
    >
      <span
        className={classes("block w-full rounded-t-[2px] group-hover:brightness-110", FILLS[bar.tone])}
        style={{ height: height === 0 ? "1px" : `max(2px, ${height / 10}%)` }}
      />
    </Link>
  );
}

const FILLS: Record<Bar["tone"], string> = { plain: "bg-accent", warn: "bg-warn", bad: "bg-bad" };

function walk(event: KeyboardEvent<HTMLElement>): void {
  const bars = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-bar]")];
  const index = bars.indexOf(event.target as HTMLElement);
  const goal: Partial<Record<string, number>> = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    Home: 0,
    End: bars.length - 1,
  };
  const next = goal[event.key];
  if (index === -1 || next === undefined || bars[next] === undefined) return;
  event.preventDefault();
  bars[next].focus();
}
