import { Link, type LinkProps } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { barHeights } from "./bar-heights.ts";
import { classes } from "./classes.ts";
import { Money } from "./money.tsx";
import type { RowLink } from "./table-props.ts";
import { Tooltip } from "./tooltip.tsx";

export interface Bar {
  readonly key: string;
  /** What assistive technology says of it, in one sentence with the amount. */
  readonly label: string;
  readonly micros: string;
  /** `warn` and `bad` for what wants to be noticed. */
  readonly tone: "plain" | "warn" | "bad";
  /** Shown beside it. */
  readonly tooltip: ReactNode;
  /** What explains it; `null` where there is nothing to. */
  readonly link: RowLink | null;
}

interface BarsProps {
  /** What the bars are, such as "Cost per epoch". */
  readonly label: string;
  /** Oldest first. */
  readonly bars: readonly Bar[];
  /** Under the first and the last bar. */
  readonly from: ReactNode;
  readonly until: ReactNode;
}

/** Amounts side by side. One stop of the Tab key; arrow keys, Home and End walk from bar to bar, Enter opens. */
export function Bars({ label, bars, from, until }: BarsProps) {
  const heights = barHeights(bars.map(({ micros }) => BigInt(micros)));
  const tallest = bars[heights.indexOf(1000)];
  const [chosen, setChosen] = useState<string | null>(null);
  const stop = bars.find(({ key }) => key === chosen)?.key ?? bars.at(-1)?.key;
  return (
    <figure aria-label={label} className="min-w-0 text-12 text-muted">
      {/* Few bars keep a width that looks like bars. */}
      <div className="flex min-w-28 flex-col gap-1" style={{ maxWidth: `${bars.length * 3}rem` }}>
        <div className="border-b border-dashed border-line pb-1">
          {tallest !== undefined && <Money micros={tallest.micros} label="The tallest bar is" />}
        </div>
        <ul
          aria-label={`${label}, ${bars.length} bars`}
          onKeyDown={walk}
          className="-mt-1 flex h-32 items-stretch border-b border-edge"
        >
          {bars.map((bar, place) => (
            <li key={bar.key} className="flex max-w-14 min-w-0 flex-1">
              <Tooltip content={bar.tooltip}>
                <BarLink
                  bar={bar}
                  height={heights[place] ?? 0}
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
  /** With what the tooltip adds. */
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
  const place = bars.indexOf(event.target as HTMLElement);
  const goal: Partial<Record<string, number>> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    Home: 0,
    End: bars.length - 1,
  };
  const next = goal[event.key];
  if (place === -1 || next === undefined || bars[next] === undefined) return;
  event.preventDefault();
  bars[next].focus();
}
