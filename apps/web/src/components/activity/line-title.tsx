import {
  ArrowDownToLine,
  CalendarX2,
  Cpu,
  Eraser,
  Lock,
  LockOpen,
  type LucideIcon,
  Receipt,
  RotateCcw,
  Undo2,
} from "lucide-react";
import { type ActivityLine, lineWords } from "../../words/line-words.ts";

const ICONS: Record<ActivityLine["kind"], LucideIcon> = {
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
  charged: Receipt,
  debt_forgiven: Eraser,
};

/** The words for an entry, with an icon for its kind. */
export function LineTitle({ line }: { readonly line: Pick<ActivityLine, "kind" | "grant"> }) {
  const Icon = ICONS[line.kind];
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-muted" />
      <span className="truncate">{lineWords(line)}</span>
    </span>
  );
}
