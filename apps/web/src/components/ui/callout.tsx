import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export type CalloutTone = "info" | "warn" | "bad";

interface CalloutProps {
  readonly tone: CalloutTone;
  /** The fact in a few words. */
  readonly title: ReactNode;
  /** The consequence and the way out. */
  readonly children?: ReactNode;
  /** A link or button to the next step. */
  readonly action?: ReactNode;
}

const ICONS = { info: Info, warn: TriangleAlert, bad: CircleAlert };
const LOOKS: Record<CalloutTone, string> = {
  info: "bg-accent-soft text-accent",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

/** A message that needs attention, within the page. Only its title is coloured, so that the text stays easy to read. */
export function Callout({ tone, title, children, action }: CalloutProps) {
  const Icon = ICONS[tone];
  return (
    <div className={classes("flex min-w-0 items-start gap-3 rounded-base px-4 py-3", LOOKS[tone])}>
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-60">
          <p className="text-14 font-medium">{title}</p>
          {children !== undefined && <div className="max-w-[70ch] text-13 text-pretty text-text">{children}</div>}
        </div>
        {action}
      </div>
    </div>
  );
}
