import { X } from "lucide-react";

interface ChipProps {
  /** Such as "Project". */
  readonly label: string;
  /** Such as the project's name. */
  readonly value: string;
  readonly onRemove: () => void;
}

/** A value that is set, with a button that clears it. */
export function Chip({ label, value, onRemove }: ChipProps) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-base border border-line bg-raised pl-2.5 text-13">
      <span className="sr-only">{label}: </span>
      <span className="max-w-52 truncate">{value}</span>
      <button
        type="button"
        aria-label={`Clear ${label.toLowerCase()}`}
        onClick={onRemove}
        className="ml-0.5 inline-flex h-full w-7 shrink-0 items-center justify-center rounded-r-base text-muted hover:bg-sunken hover:text-text"
      >
        <X aria-hidden="true" size={14} strokeWidth={1.75} />
      </button>
    </span>
  );
}
