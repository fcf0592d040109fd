import { type Micros, type Shown, showUsd } from "@scrip/domain/money";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export interface MoneyProps {
  /** Micro-USD, as the wire has it. */
  readonly micros: string | Micros;
  /**
   * What it is, which decides how it is shortened to cents: `available` down, `owed` up, `moved` to the nearest,
   * `exact` not at all.
   */
  readonly kind?: "available" | "owed" | "moved" | "exact";
  /** `always` shows a plus as well, for what comes in. */
  readonly sign?: "auto" | "always" | "never";
  /** Green only for money that comes in, red only for trouble; `auto` is green for what has a plus. */
  readonly tone?: "plain" | "auto" | "muted" | "good" | "bad" | "promo" | "paid";
  /** After the figure, such as "/h". */
  readonly unit?: string;
  /** Opens what explains the amount: it becomes a button. */
  readonly onOpen?: () => void;
  /** The page or drawer that explains the amount: it becomes a link. */
  readonly link?: AmountLink;
  /** For assistive technology, before the figure, such as "Charged". */
  readonly label?: string;
}

/** Where an amount is explained. */
export type AmountLink = Pick<LinkProps, "to" | "params" | "search" | "state" | "resetScroll" | "replace">;

const SHOWN: Record<NonNullable<MoneyProps["kind"]>, Shown> = {
  available: "down",
  owed: "up",
  moved: "nearest",
  exact: "exact",
};

/** An amount of money, in tabular figures. */
export function Money({ micros, kind = "moved", sign = "auto", tone = "plain", onOpen, link, ...rest }: MoneyProps) {
  const amount = BigInt(micros);
  const text = showUsd(amount, SHOWN[kind]).replace("−", "");
  const mark = markOf(amount, sign);
  const look = classes("whitespace-nowrap figures", toneOf(tone, mark));
  const figure = (
    <>
      {rest.label !== undefined && <span className="sr-only">{rest.label} </span>}
      {mark !== null && <Mark mark={mark} />}
      {text}
      {rest.unit !== undefined && <span className="text-muted">{rest.unit}</span>}
    </>
  );
  return <Opening look={look} onOpen={onOpen} link={link} figure={figure} />;
}

interface OpeningProps {
  readonly look: string;
  readonly onOpen: (() => void) | undefined;
  readonly link: AmountLink | undefined;
  readonly figure: ReactNode;
}

/** Above the link that covers a whole row, so that an amount can be opened by itself. */
const OPENS =
  "relative z-1 rounded-small underline decoration-edge/70 decoration-dotted decoration-1 underline-offset-4 hover:decoration-current";

function Opening({ look, onOpen, link, figure }: OpeningProps) {
  const hint = <span className="sr-only">, explain</span>;
  if (link !== undefined)
    return (
      <Link {...(link as LinkProps)} className={classes(look, OPENS)}>
        {figure}
        {hint}
      </Link>
    );
  if (onOpen === undefined) return <span className={look}>{figure}</span>;
  return (
    <button type="button" onClick={onOpen} className={classes(look, OPENS)}>
      {figure}
      {hint}
    </button>
  );
}

/** The sign is read out as a word; screen readers are silent about U+2212. */
function Mark({ mark }: { readonly mark: "+" | "−" }) {
  return (
    <>
      <span className="sr-only">{mark === "+" ? "plus " : "minus "}</span>
      <span aria-hidden="true">{mark}</span>
    </>
  );
}

function markOf(amount: bigint, sign: NonNullable<MoneyProps["sign"]>): "+" | "−" | null {
  if (sign === "never" || amount === 0n) return null;
  if (amount < 0n) return "−";
  return sign === "always" ? "+" : null;
}

function toneOf(tone: NonNullable<MoneyProps["tone"]>, mark: "+" | "−" | null): string | undefined {
  if (tone === "auto") return mark === "+" ? "text-good" : undefined;
  return {
    plain: undefined,
    muted: "text-muted",
    good: "text-good",
    bad: "text-bad",
    promo: "text-promo",
    paid: "text-paid",
  }[tone];
}
