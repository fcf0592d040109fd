import type { ReactNode } from "react";

interface StatProps {
  readonly label: string;
  /** The figure, such as a `Money`. */
  readonly children: ReactNode;
  /** A sentence below the figure. */
  readonly note?: ReactNode;
  /** `large` for the one figure that matters most on a page. */
  readonly size?: "large" | "base";
}

/** A figure with its name. */
export function Stat({ label, children, note, size = "base" }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="text-13 text-muted">{label}</div>
      <div className={size === "large" ? "text-40 font-strong tracking-tight figures" : "text-20 font-strong figures"}>
        {children}
      </div>
      {note !== undefined && <div className="text-13 text-muted">{note}</div>}
    </div>
  );
}
