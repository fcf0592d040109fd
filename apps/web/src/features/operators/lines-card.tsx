import type { ReactNode } from "react";
import { Card } from "../../components/ui/card.tsx";

interface LinesCardProps {
  readonly title: string;
  readonly count: number;
  /** Shown if there are no lines. */
  readonly empty: string;
  /** A button beside the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A list of facts under a heading. */
export function LinesCard({ title, count, empty, action, children }: LinesCardProps) {
  const total = count > 0 && <span className="text-13 text-muted figures">{count}</span>;
  const actions = (
    <span className="flex items-center gap-3">
      {total}
      {action}
    </span>
  );
  return (
    <Card title={title} isFlush actions={actions}>
      {count === 0 ? (
        <p className="px-4 py-3 text-13 text-muted">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">{children}</ul>
      )}
    </Card>
  );
}

interface LineProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly value?: ReactNode;
  readonly action?: ReactNode;
}

/** One fact: its name with a remark below, and at its end a figure and a button. */
export function Line({ title, note, value, action }: LineProps) {
  return (
    <li className="flex min-h-12 items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1">
        <div className="truncate text-14">{title}</div>
        {note !== undefined && <div className="text-13 break-words text-muted">{note}</div>}
      </div>
      {value !== undefined && <div className="max-w-1/2 shrink-0 text-right text-14">{value}</div>}
      {action !== undefined && <div className="shrink-0">{action}</div>}
    </li>
  );
}
