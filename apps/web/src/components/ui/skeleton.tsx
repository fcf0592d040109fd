import { classes } from "./classes.ts";

interface SkeletonProps {
  /** Classes that give it the size of what will be here, such as `h-5 w-24`. */
  readonly className: string;
}

/** The place of something that is on its way. What contains it says `aria-busy`. */
export function Skeleton({ className }: SkeletonProps) {
  return <span aria-hidden="true" className={classes("block breathing rounded-small bg-line", className)} />;
}
