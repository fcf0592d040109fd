import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { emailError } from "./field-checks.ts";

interface EmailFormProps {
  readonly label: string;
  readonly submit: string;
  readonly send: (email: string) => Promise<unknown>;
  /** @param email the address as it was sent */
  readonly onDone: (email: string) => void;
}

/** A form with one e-mail address, which a mail is sent to. */
export function EmailForm({ label, submit, send, onDone }: EmailFormProps) {
  const { form, input, errors } = useForm({
    initial: { email: "" },
    check: ({ email }) => ({ email: emailError(email) }),
    send: ({ email }) => send(email.trim()),
    onDone: (_answer, { email }) => onDone(email.trim()),
  });
  return (
    <Form {...form} label={label} submit={submit} isWide>
      <Field label="E-mail" error={errors.email} hasRoom>
        <TextInput {...input("email")} type="email" autoComplete="username" inputMode="email" spellCheck={false} />
      </Field>
    </Form>
  );
}
