import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";

interface CheckboxProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
}

/** An option that is chosen or not. */
export function Checkbox({ label, isChecked, onChange, isDisabled = false }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is inside.
    <label className="inline-flex min-h-6 items-center gap-2 text-14 has-disabled:opacity-60">
      <Base.Root
        checked={isChecked}
        onCheckedChange={(next) => onChange(next)}
        disabled={isDisabled}
        className="inline-flex size-4 shrink-0 items-center justify-center rounded-small border border-edge bg-raised text-on-accent data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Indicator>
          <Check aria-hidden="true" size={12} strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      {label}
    </label>
  );
}
