import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";

interface TextLinkProps
  extends Pick<LinkProps, "to" | "params" | "search" | "hash" | "state" | "replace" | "resetScroll"> {
  /** Without the colour of links, if the context shows that it is a link. */
  readonly isQuiet?: boolean;
  /** Underlined, for a link within a sentence. */
  readonly isInText?: boolean;
  /** 24 pixels high, so that a finger hits it, for a link that stands alone. */
  readonly isAlone?: boolean;
  readonly children: ReactNode;
}

/** A link within text or a cell. It lies above the link that covers a whole row. */
export function TextLink({ isQuiet = false, isInText = false, isAlone = false, children, ...link }: TextLinkProps) {
  return (
    <Link
      {...(link as LinkProps)}
      className={classes(
        "relative z-1 rounded-small underline-offset-4",
        isInText ? "underline" : "hover:underline",
        isAlone && "inline-block py-0.5",
        !isQuiet && "text-accent",
      )}
    >
      {children}
    </Link>
  );
}
