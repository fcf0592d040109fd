import { ChevronLeft, ChevronRight } from "lucide-react";
import { IconButton } from "../../../components/ui/button.tsx";
import { monthWords } from "../../../words/month-words.ts";
import { monthAfter } from "./storage-search.ts";

interface MonthStepProps {
  readonly month: string;
  /** The running month, which is the last. */
  readonly last: string;
  readonly onMonth: (month: string) => void;
}

/** The month in sight, with a step to the one before and after it. */
export function MonthStep({ month, last, onMonth }: MonthStepProps) {
  return (
    <div className="flex items-center gap-1">
      <IconButton icon={ChevronLeft} label="Month before" onClick={() => onMonth(monthAfter(month, -1))} />
      <span aria-live="polite" className="min-w-32 text-center text-14 figures">
        {monthWords(month)}
      </span>
      <IconButton
        icon={ChevronRight}
        label="Month after"
        aria-disabled={month >= last || undefined}
        onClick={() => month < last && onMonth(monthAfter(month, 1))}
      />
    </div>
  );
}
