import { type ReactNode, useId } from "react";
import { classes } from "./classes.ts";

interface CardProps {
  readonly title?: string;
  /** Next to the title, such as a link to the full list. */
  readonly actions?: ReactNode;
  /** The content has no padding, as for rows of a table. */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

/** Groups related content under a heading. */
export function Card({ title, actions, isFlush = false, children }: CardProps) {
  const id = useId();
  return (
    <section aria-labelledby={title === undefined ? undefined : id} className="card min-w-0 overflow-clip">
      {title !== undefined && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
          <h2 id={id} className="text-14 font-strong whitespace-nowrap">
            {title}
          </h2>
          {actions}
        </header>
      )}
      <div
        className={classes(
          !isFlush && "px-4 pb-4",
          !isFlush && title === undefined && "pt-4",
          isFlush && title !== undefined && "border-t border-line",
        )}
      >
        {children}
      </div>
    </section>
  );
}
