import { classes } from "./classes.ts";
import { CONTROL_LOOK } from "./text-input.tsx";

interface NativeSelectProps<T extends string> {
  /** The name of the control. */
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
}

/** A choice of one from a few values, in the list of the phone itself. */
export function NativeSelect<T extends string>({ label, value, onChange, options }: NativeSelectProps<T>) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value as T)}
      className={classes(CONTROL_LOOK, "text-text")}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
