import { classes } from "./classes.ts";

interface SkeletonProps {
  /** Classes with the size of the missing content, such as `h-5 w-24`. */
  readonly className: string;
}

/** A placeholder for content that is loading. Its container has `aria-busy`. */
export function Skeleton({ className }: SkeletonProps) {
  return <span aria-hidden="true" className={classes("block breathing rounded-small bg-line", className)} />;
}
