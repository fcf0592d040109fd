import { Switch as Base } from "@base-ui/react/switch";

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

/** A setting that is on or off. A change takes effect at once. */
export function Switch({ label, isOn, onChange, isDisabled = false }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is inside.
    <label className="inline-flex min-h-6 items-center gap-2 text-14 has-disabled:opacity-60">
      <Base.Root
        checked={isOn}
        onCheckedChange={(next) => onChange(next)}
        disabled={isDisabled}
        className="inline-flex h-5 w-9 shrink-0 items-center rounded-round bg-edge p-0.5 transition-colors duration-150 data-checked:bg-accent"
      >
        <Base.Thumb className="size-4 rounded-round bg-raised transition-[translate] duration-150 data-checked:translate-x-4" />
      </Base.Root>
      {label}
    </label>
  );
}
