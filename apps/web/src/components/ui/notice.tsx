import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  readonly icon?: LucideIcon | undefined;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly isTrouble?: boolean;
}

/** Replaces content by an icon, a title and a text. The empty, error and refused states build on it. */
export function Notice({ icon: Icon, title, children, action, isTrouble = false }: NoticeProps) {
  return (
    <div className="flex flex-col items-center px-4 py-12 text-center">
      {Icon !== undefined && (
        <Icon aria-hidden="true" size={20} strokeWidth={1.75} className={isTrouble ? "text-bad" : "text-muted"} />
      )}
      <p className="mt-3 text-14 font-medium">{title}</p>
      {children !== undefined && <div className="mt-1 max-w-[60ch] text-13 text-muted">{children}</div>}
      {action !== undefined && <div className="mt-4 max-w-full">{action}</div>}
    </div>
  );
}
