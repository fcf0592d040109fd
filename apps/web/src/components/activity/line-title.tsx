import {
  ArrowDownToLine,
  CalendarClock,
  CalendarOff,
  CalendarX2,
  Cpu,
  Eraser,
  Lock,
  LockOpen,
  type LucideIcon,
  RotateCcw,
  Undo2,
} from "lucide-react";
import { type ActivityLine, isHold, lineWords } from "../../words/line-words.ts";

const ICONS: Record<ActivityLine["kind"], LucideIcon> = {
  grant_scheduled: CalendarClock,
  grant_cancelled: CalendarOff,
  grant_issued: ArrowDownToLine,
  grant_expired: CalendarX2,
  grant_revoked: Undo2,
  grant_reinstated: RotateCcw,
  hold_placed: Lock,
  hold_grown: Lock,
  hold_released: LockOpen,
  hold_voided: LockOpen,
  hold_expired: LockOpen,
  settled: Cpu,
  charged: Cpu,
  debt_forgiven: Eraser,
};

/** The words for an entry, with an icon for its kind; in grey if it changes no balance. */
export function LineTitle({ line }: { readonly line: Pick<ActivityLine, "kind" | "grant"> }) {
  const Icon = ICONS[line.kind];
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
      <span className={isHold(line) ? "truncate text-muted" : "truncate"}>{lineWords(line)}</span>
    </span>
  );
}
