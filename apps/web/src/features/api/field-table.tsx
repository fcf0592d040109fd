import type { ShownField } from "./fields-of.ts";

interface FieldTableProps {
  readonly label: string;
  readonly fields: readonly ShownField[];
  /** Whether it says which fields are required. */
  readonly hasRequired?: boolean;
}

/** Fields with their types and meanings, each as a block of its own that fits a phone. */
export function FieldTable({ label, fields, hasRequired = true }: FieldTableProps) {
  return (
    <dl aria-label={label} className="divide-y divide-line">
      {fields.map(({ name, type, isRequired, description }) => (
        <div key={name} className="flex flex-col gap-0.5 px-4 py-2">
          <dt className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-13 break-all">{name}</code>
            <span className="text-12 break-words text-muted">{type}</span>
            {hasRequired && isRequired && <span className="text-12 font-medium text-warn">required</span>}
          </dt>
          {description !== "" && (
            <dd className="max-w-[70ch] text-13 text-pretty text-muted">{description.replaceAll("`", "")}</dd>
          )}
        </div>
      ))}
    </dl>
  );
}
