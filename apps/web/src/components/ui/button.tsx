import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes.ts";
import { Spinner } from "./spinner.tsx";
import { Tooltip } from "./tooltip.tsx";

export interface ButtonLook {
  /** `primary`: the main action; `quiet`: with a border; `plain`: without one; `danger`: a destructive action. */
  readonly look?: "primary" | "quiet" | "plain" | "danger";
  readonly size?: "small" | "base";
}

interface ButtonProps extends ButtonLook, Omit<ComponentProps<"button">, "disabled"> {
  readonly icon?: LucideIcon;
  /** The action is running, and the button ignores another press. */
  readonly isLoading?: boolean;
  /** Why the button is disabled. It stays focusable, and shows this text as its tooltip. */
  readonly disabledReason?: string | undefined;
  readonly children: ReactNode;
}

export function Button({ look, size, icon: Icon, isLoading = false, disabledReason, ...rest }: ButtonProps) {
  const { children, className, onClick, ...button } = rest;
  const isOff = isLoading || disabledReason !== undefined;
  const element = (
    <button
      type="button"
      {...button}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
      aria-disabled={isOff || undefined}
      aria-busy={isLoading || undefined}
      className={classes(buttonLook({ look: look ?? "quiet", size: size ?? "base" }), className)}
    >
      {isLoading ? <Spinner /> : Icon !== undefined && <Icon aria-hidden="true" size={16} strokeWidth={1.75} />}
      {children}
    </button>
  );
  return disabledReason === undefined ? element : <Tooltip content={disabledReason}>{element}</Tooltip>;
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  readonly icon: LucideIcon;
  /** The name of the action, also shown as the tooltip. */
  readonly label: string;
}

/** A button with only an icon, for a common action. */
export function IconButton({ icon: Icon, label, className, ...button }: IconButtonProps) {
  return (
    <Tooltip content={label} isName>
      <button type="button" aria-label={label} {...button} className={classes(ICON_LOOK, className)}>
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      </button>
    </Tooltip>
  );
}

/** The classes of a button, for a link that looks like one. */
export function buttonLook({ look = "quiet", size = "base" }: ButtonLook = {}): string {
  return classes(BASE, size === "small" ? "h-7 px-2.5 text-13" : "h-8 px-3 text-14", LOOKS[look]);
}

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-base border font-medium " +
  "transition-colors duration-100 aria-disabled:cursor-not-allowed aria-disabled:opacity-60";

const LOOKS: Record<NonNullable<ButtonLook["look"]>, string> = {
  primary: "border-transparent bg-accent text-on-accent not-aria-disabled:hover:bg-accent-strong",
  quiet: "border-edge/60 bg-raised text-text not-aria-disabled:hover:bg-sunken",
  plain: "border-transparent bg-transparent text-text not-aria-disabled:hover:bg-sunken",
  danger: "border-transparent bg-bad text-on-bad not-aria-disabled:hover:opacity-90",
};

const ICON_LOOK =
  "inline-flex size-8 shrink-0 items-center justify-center rounded-base text-muted transition-colors duration-100 " +
  "not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-text aria-disabled:cursor-not-allowed aria-disabled:opacity-40 " +
  "aria-expanded:bg-sunken aria-expanded:text-text";
