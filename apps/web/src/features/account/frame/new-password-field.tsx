import { Field } from "../../../components/ui/field.tsx";
import { PasswordInput } from "../../../components/ui/password-input.tsx";
import { LEAST_PASSWORD } from "./field-checks.ts";

interface NewPasswordFieldProps {
  readonly label: string;
  readonly error: string | undefined;
  readonly input: { readonly name: string; readonly value: string; readonly onChange: (text: string) => void };
}

/** A field for a new password, with what it needs said before. */
export function NewPasswordField({ label, error, input }: NewPasswordFieldProps) {
  return (
    <Field label={label} hint={`At least ${LEAST_PASSWORD} characters.`} error={error} hasRoom>
      <PasswordInput {...input} autoComplete="new-password" />
    </Field>
  );
}
