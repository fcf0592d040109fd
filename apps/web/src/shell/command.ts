import type { LucideIcon } from "lucide-react";

/** One line of the command menu. */
export interface Command {
  readonly key: string;
  readonly label: string;
  /** A few muted words after the label, such as the state of a job. */
  readonly hint?: string;
  /** Other words for the same thing, also those of other products, such as "billing history". */
  readonly words?: string;
  readonly icon: LucideIcon;
  readonly keys?: readonly string[];
  readonly run: () => void;
}

export interface CommandGroup {
  readonly value: string;
  readonly items: readonly Command[];
}
