import { AMOUNT_MESSAGES, parseUsd } from "@scrip/domain/money";
import { Field } from "../ui/field.tsx";
import { TextInput } from "../ui/text-input.tsx";

interface CeilingFieldProps {
  readonly input: { readonly name: string; readonly value: string; readonly onChange: (text: string) => void };
  readonly error: string | undefined;
}

/** The most that a key may use in a day, in dollars. */
export function CeilingField({ input, error }: CeilingFieldProps) {
  return (
    <Field
      label="Ceiling per day, in dollars"
      hint="Charges and open holds of one day (UTC) count. Empty means no ceiling."
      error={error}
      hasRoom
    >
      <TextInput {...input} placeholder="No ceiling" inputMode="decimal" />
    </Field>
  );
}

/** What is wrong with a ceiling as it was typed; `undefined` if nothing is. */
export function ceilingProblem(text: string): string | undefined {
  if (text.trim() === "") return undefined;
  const amount = parseUsd(text.trim());
  return typeof amount === "string" ? `The ceiling ${AMOUNT_MESSAGES[amount]}.` : undefined;
}

/** The ceiling in micro-USD; `null` for none. */
export function ceilingOf(text: string): string | null {
  const amount = text.trim() === "" ? "none" : parseUsd(text.trim());
  return typeof amount === "bigint" ? String(amount) : null;
}
