import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";

interface FieldProps {
  readonly label: string;
  /** Shown below the control while there is no error. */
  readonly hint?: ReactNode;
  /** What is wrong, and which values are allowed. */
  readonly error?: string | undefined;
  /** Hides the label if the context makes it clear. Assistive technology still reads it. */
  readonly isLabelHidden?: boolean;
  /** Keeps a line for the hint or the error, so that nothing moves when one appears. */
  readonly hasRoom?: boolean;
  /** One control of the kit: `TextInput`, `Select`. */
  readonly children: ReactNode;
}

/** A control with its label, a hint and an error. */
export function Field({ label, hint, error, isLabelHidden = false, hasRoom = false, children }: FieldProps) {
  const remark =
    error === undefined
      ? hint !== undefined && <Base.Description className="text-12 text-muted">{hint}</Base.Description>
      : // `match` shows our own error instead of the browser's validation.
        error !== "" && (
          <Base.Error match className="text-12 text-bad">
            {error}
          </Base.Error>
        );
  return (
    <Base.Root invalid={error !== undefined} className="flex min-w-0 flex-col gap-1">
      <Base.Label className={isLabelHidden ? "sr-only" : "text-13 font-medium"}>{label}</Base.Label>
      {children}
      {hasRoom ? <div className="min-h-4">{remark}</div> : remark}
    </Base.Root>
  );
}
