import { Checkbox } from "../../components/ui/checkbox.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import type { WebhookKind } from "./use-webhooks.ts";

interface KindsFieldProps {
  readonly kinds: readonly WebhookKind[];
  /** `null` for all. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: readonly string[] | null) => void;
}

/** The events that a webhook receives: all, or some by their kinds. */
export function KindsField({ kinds, chosen, onChange }: KindsFieldProps) {
  const change = (kind: string, isChosen: boolean): void =>
    onChange(kinds.map((each) => each.kind).filter((each) => (each === kind ? isChosen : chosen?.includes(each))));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-13 font-medium">Events</legend>
      <Segmented
        label="Which events"
        value={chosen === null ? "all" : "some"}
        onChange={(which) => onChange(which === "all" ? null : [])}
        options={[
          { value: "all", label: "All" },
          { value: "some", label: "Some" },
        ]}
      />
      {chosen === null ? (
        <p className="text-13 text-muted">Those of later versions too.</p>
      ) : (
        <ul className="max-h-72 overflow-y-auto rounded-base border border-line px-3 py-1">
          {kinds.map(({ kind, meaning }) => (
            <li key={kind} className="py-1">
              <Checkbox label={kind} isChecked={chosen.includes(kind)} onChange={(is) => change(kind, is)} />
              <p className="pl-6 text-12 text-muted">{meaning}</p>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
