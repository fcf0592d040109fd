import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";

interface FieldProps {
  readonly label: string;
  /** Below the control, while there is no error. */
  readonly hint?: ReactNode;
  /** What is wrong and what is allowed. */
  readonly error?: string | undefined;
  /** Only assistive technology reads the label, where the place says it already. */
  readonly isLabelHidden?: boolean;
  /** One control of the kit: `TextInput`, `Select`. */
  readonly children: ReactNode;
}

/** A control with its name, a hint and what is wrong with it. */
export function Field({ label, hint, error, isLabelHidden = false, children }: FieldProps) {
  return (
    <Base.Root invalid={error !== undefined} className="flex min-w-0 flex-col gap-1">
      <Base.Label className={isLabelHidden ? "sr-only" : "text-13 font-medium"}>{label}</Base.Label>
      {children}
      {error === undefined
        ? hint !== undefined && <Base.Description className="text-12 text-muted">{hint}</Base.Description>
        : // Shown by us, not by the browser's own rules.
          error !== "" && (
            <Base.Error match className="text-12 text-bad">
              {error}
            </Base.Error>
          )}
    </Base.Root>
  );
}
