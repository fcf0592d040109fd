import { Input } from "@base-ui/react/input";
import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classes } from "./classes.ts";

interface TextInputProps extends Omit<ComponentProps<"input">, "onChange" | "size"> {
  readonly onChange?: (text: string) => void;
  readonly icon?: LucideIcon;
  /** Aligns figures to the right, as for amounts. */
  readonly isNumeric?: boolean;
}

/** A text field of one line. Use it inside a `Field`, which names it. */
export function TextInput({ onChange, icon: Icon, isNumeric = false, className, ...input }: TextInputProps) {
  const field = (
    <Input
      {...input}
      onValueChange={(text) => onChange?.(text)}
      className={classes(CONTROL_LOOK, Icon !== undefined && "pl-8", isNumeric && "figures text-right", className)}
    />
  );
  if (Icon === undefined) return field;
  return (
    <span className="relative flex min-w-0">
      <Icon
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      {field}
    </span>
  );
}

/** The look of every control with a border. A phone zooms in if the text is smaller than 16 px. */
export const CONTROL_LOOK =
  "h-8 w-full min-w-0 rounded-base border border-edge bg-raised px-2.5 text-16 text-text placeholder:text-muted " +
  "tablet:text-14 data-invalid:border-bad disabled:opacity-60";
