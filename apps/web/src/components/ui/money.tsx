import { type Micros, type Shown, showUsd } from "@scrip/domain/money";
import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, useContext } from "react";
import { classes } from "./classes.ts";
import { FineAmounts } from "./fine-amounts.ts";

export interface MoneyProps {
  /** Micro-USD, as on the wire. */
  readonly micros: string | Micros;
  /**
   * The meaning of the amount, which decides its rounding to cents: `available` down, `owed` up, `moved` to the
   * nearest, `exact` none. In a column with fractions of a cent no amount is rounded.
   */
  readonly kind?: "available" | "owed" | "moved" | "exact";
  /** `always` also shows the plus of a positive amount. */
  readonly sign?: "auto" | "always" | "never";
  /** Green is only for incoming money, red only for problems. `auto` is green if the amount shows a plus. */
  readonly tone?: "plain" | "auto" | "muted" | "good" | "bad" | "promo" | "paid";
  /** Shown after the figure, such as "/h". */
  readonly unit?: string;
  /** Opens the explanation of the amount, which becomes a button. */
  readonly onOpen?: () => void;
  /** The page or drawer that explains the amount, which becomes a link. */
  readonly link?: AmountLink;
  /** A word before the figure for assistive technology, such as "Charged". */
  readonly label?: string;
}

/** The link to the explanation of an amount. */
export type AmountLink = Pick<LinkProps, "to" | "params" | "search" | "state" | "resetScroll" | "replace">;

const SHOWN: Record<NonNullable<MoneyProps["kind"]>, Shown> = {
  available: "down",
  owed: "up",
  moved: "nearest",
  exact: "exact",
};

/** The decimals after the cents. */
const FRACTION_DIGITS = 4;

/** An amount of money, in tabular figures. */
export function Money({ micros, kind = "moved", sign = "auto", tone = "plain", onOpen, link, ...rest }: MoneyProps) {
  const amount = BigInt(micros);
  const isFine = useContext(FineAmounts);
  const text = showUsd(amount, isFine ? "aligned" : SHOWN[kind]).replace("−", "");
  const mark = markOf(amount, sign);
  const look = classes("whitespace-nowrap figures", toneOf(tone, mark));
  const figure = (
    <>
      {rest.label !== undefined && <span className="sr-only">{rest.label} </span>}
      {mark !== null && <Mark mark={mark} />}
      {isFine ? text.slice(0, -FRACTION_DIGITS) : text}
      {isFine && <span className="text-muted">{text.slice(-FRACTION_DIGITS)}</span>}
      {rest.unit !== undefined && <span className="text-muted">{rest.unit}</span>}
    </>
  );
  return <LinkedFigure look={look} onOpen={onOpen} link={link} figure={figure} />;
}

interface LinkedFigureProps {
  readonly look: string;
  readonly onOpen: (() => void) | undefined;
  readonly link: AmountLink | undefined;
  readonly figure: ReactNode;
}

/** Lies above the link that covers a whole row, so that a press on the amount opens its own explanation. */
const LINK_LOOK =
  "relative z-1 rounded-small underline decoration-edge/70 decoration-dotted decoration-1 underline-offset-4 hover:decoration-current";

function LinkedFigure({ look, onOpen, link, figure }: LinkedFigureProps) {
  const hint = <span className="sr-only">, explain</span>;
  if (link !== undefined)
    return (
      <Link {...(link as LinkProps)} className={classes(look, LINK_LOOK)}>
        {figure}
        {hint}
      </Link>
    );
  if (onOpen === undefined) return <span className={look}>{figure}</span>;
  return (
    <button type="button" onClick={onOpen} className={classes(look, LINK_LOOK)}>
      {figure}
      {hint}
    </button>
  );
}

/** Screen readers skip the sign U+2212, so they get a word instead. */
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
