import { type ReactNode, useEffect, useRef } from "react";
import { Mark } from "./mark.tsx";

interface AccountFrameProps {
  readonly title: string;
  /** A sentence under the title. */
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  /** Below the card: the way to another of these pages. */
  readonly below?: ReactNode;
}

/** The frame of the pages for visitors: one card, whose top does not move while its content changes. */
export function AccountFrame({ title, lead, children, below }: AccountFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A step of the same page needs the focus too. A field that took it keeps it.
    const isInside = heading.current?.closest("main")?.contains(document.activeElement) ?? false;
    if (!isInside && heading.current?.textContent === title) heading.current.focus({ preventScroll: true });
  }, [title]);
  return (
    <main id="main" tabIndex={-1} className="flex min-h-dvh flex-col items-center px-4 pt-[max(1rem,10vh)] pb-8">
      <div className="card w-full max-w-96 p-6 tablet:p-8">
        <Mark />
        {/* A new element for each title, so that it takes the focus and screen readers read it. */}
        <h1 key={title} ref={heading} tabIndex={-1} className="mt-5 text-20 font-strong">
          {title}
        </h1>
        {lead !== undefined && <div className="mt-1 text-14 text-pretty text-muted">{lead}</div>}
        {children !== undefined && <div className="mt-5 flex flex-col gap-4">{children}</div>}
      </div>
      {below !== undefined && <div className="mt-4 max-w-96 text-center text-14 text-muted">{below}</div>}
    </main>
  );
}
