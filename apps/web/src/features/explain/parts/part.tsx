import { type ReactNode, useId } from "react";

/** A section of an explanation with its title. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1">
      <h3 id={id} className="text-13 font-medium text-muted">
        {title}
      </h3>
      {children}
    </section>
  );
}
