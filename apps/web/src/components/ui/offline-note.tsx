import { WifiOff } from "lucide-react";

interface OfflineNoteProps {
  /** How old the figures are, such as "3 minutes ago". */
  readonly age: string;
}

/** A slim line above the page while it receives no updates. */
export function OfflineNote({ age }: OfflineNoteProps) {
  return (
    <p role="status" className="flex items-center gap-2 bg-warn-soft px-4 py-1.5 tablet:px-6 text-13 text-warn">
      <WifiOff aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
      No connection. Last up to date {age}; the page catches up by itself.
    </p>
  );
}
