import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export type Tone = "neutral" | "accent" | "good" | "warn" | "bad" | "promo" | "paid";

interface BadgeProps {
  readonly tone?: Tone;
  /** A dot before the word, for states. */
  readonly hasDot?: boolean;
  readonly children: ReactNode;
}

/** A word that classifies a thing, such as its state or kind. */
export function Badge({ tone = "neutral", hasDot = false, children }: BadgeProps) {
  return (
    <span
      className={classes(
        "inline-flex h-5 max-w-full items-center gap-1.5 truncate rounded-small px-1.5 text-12 font-medium",
        TONES[tone],
      )}
    >
      {hasDot && <span aria-hidden="true" className="size-1.5 shrink-0 rounded-round bg-current" />}
      {children}
    </span>
  );
}

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  promo: "bg-promo-soft text-promo",
  paid: "bg-paid-soft text-paid",
};
