import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

/** The figures of a chart as a table in its card, for people who can not see it or need exact amounts. Made when opened. */
export function AsTable({ table }: { readonly table: () => ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="group mt-2" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="-ml-1 inline-flex cursor-pointer list-none items-center gap-1 rounded-small px-1 py-1 text-13 text-muted hover:text-text">
        <ChevronRight aria-hidden="true" size={14} strokeWidth={1.75} className="group-open:rotate-90" />
        Show as table
      </summary>
      {isOpen && <div className="-mx-4 mt-2 border-t border-line">{table()}</div>}
    </details>
  );
}
