import type { ReactNode } from "react";

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** The samples of one component, with an anchor. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="flex scroll-mt-4 flex-col gap-4">
      <h2 id={`${id}-title`} className="border-b border-line pb-2 text-16 font-strong">
        {title}
      </h2>
      {children}
    </section>
  );
}

interface SampleProps {
  /** The name of the state, such as "loading". */
  readonly name: string;
  readonly children: ReactNode;
}

/** One state, with its name above it. */
export function Sample({ name, children }: SampleProps) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p className="text-12 text-muted">{name}</p>
      <div className="flex min-w-0 flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}

/** Samples in columns. */
export function Samples({ children }: { readonly children: ReactNode }) {
  return <div className="grid grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] gap-6">{children}</div>;
}
