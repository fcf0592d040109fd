import type { ReactNode } from "react";

interface DescriptionListProps {
  readonly items: readonly { readonly name: string; readonly value: ReactNode }[];
}

/** Names and their values, one pair per line, as in a drawer. */
export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className="divide-y divide-line">
      {items.map(({ name, value }) => (
        <div key={name} className="flex min-h-9 items-baseline justify-between gap-4 py-2">
          <dt className="shrink-0 text-13 text-muted">{name}</dt>
          <dd className="min-w-0 text-right text-14 break-words figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
