import type { ReactNode } from "react";

interface SettingRowProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The button that changes it. */
  readonly action?: ReactNode;
}

/** A setting: what it is, what it means, and the button that changes it. */
export function SettingRow({ title, children, action }: SettingRowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-1">
      <div className="min-w-0 flex-1 basis-48">
        <div className="text-14 font-medium break-words">{title}</div>
        {children !== undefined && <div className="max-w-[60ch] text-13 text-pretty text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
