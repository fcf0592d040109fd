import { Card } from "../../../components/ui/card.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { Segmented } from "../../../components/ui/segmented.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import type { CatalogResource } from "../../../data/catalog.ts";
import { costWords } from "../../../words/cost-words.ts";
import type { Mode } from "./estimate-search.ts";
import type { Problems, Typed } from "./typed-job.ts";

interface EstimateFormProps {
  /** What is sold for training; `undefined` while it is loaded. */
  readonly resources: readonly CatalogResource[] | undefined;
  readonly resource: string | undefined;
  readonly typed: Typed;
  readonly problems: Problems;
  readonly onResource: (resource: string) => void;
  readonly onType: (typed: Partial<Typed>) => void;
}

const MODES: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: "epochs", label: "After each epoch" },
  { value: "timed", label: "Once, at the end" },
];

/** The fields of a job to estimate. */
export function EstimateForm({ resources, resource, typed, problems, onResource, onType }: EstimateFormProps) {
  if (resources === undefined)
    return (
      <Card title="The job">
        <Skeleton className="h-72 w-full" />
      </Card>
    );
  const number = (field: "units" | "hours" | "epoch", label: string, hint?: string) => (
    <Field label={label} hasRoom hint={hint} error={problems[field]}>
      <TextInput
        value={typed[field]}
        onChange={(text) => onType({ [field]: text })}
        isNumeric
        inputMode="decimal"
        autoComplete="off"
      />
    </Field>
  );
  return (
    <Card title="The job">
      <div className="flex flex-col gap-3">
        <Field label="Resource">
          <NativeSelect
            label="Resource"
            value={resource ?? ""}
            onChange={onResource}
            options={resources.map(({ resource: value, title, ...cost }) => ({
              value,
              label: `${title}, ${costWords(cost, "hour")}`,
            }))}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          {number("units", "Units, such as GPUs")}
          {number("hours", "Hours")}
        </div>
        <div className="flex flex-col gap-1">
          <span className="text-13 font-medium">Billed</span>
          <Segmented<Mode> label="Billed" value={typed.mode} options={MODES} onChange={(mode) => onType({ mode })} />
        </div>
        <div className={typed.mode === "timed" ? "invisible" : ""}>
          {number("epoch", "Minutes of an epoch", "After each one the service reports, and the job may pause.")}
        </div>
      </div>
    </Card>
  );
}
