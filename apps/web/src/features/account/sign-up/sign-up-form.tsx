import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { errorsAt } from "../frame/errors-at.ts";
import { emailError, nameError, newPasswordError } from "../frame/field-checks.ts";
import { NewPasswordField } from "../frame/new-password-field.tsx";

interface SignUpFormProps {
  /** The address that the form opens with, such as that of an invitation. */
  readonly email: string;
  /** @param email the address that the mail was sent to */
  readonly onDone: (email: string) => void;
}

export function SignUpForm({ email, onDone }: SignUpFormProps) {
  const { form, input, errors } = useForm({
    initial: { name: "", email, password: "" },
    check: (values) => ({
      name: nameError(values.name),
      email: emailError(values.email),
      password: newPasswordError(values.password),
    }),
    send: (values) =>
      accountCalls.signUp({ name: values.name.trim(), email: values.email.trim(), password: values.password }),
    onDone: (_answer, values) => onDone(values.email.trim()),
    explain: errorsAt({ weak_password: "password" }),
  });
  return (
    <Form {...form} label="Sign up" submit="Create the account" isWide>
      <Field label="Your name" error={errors.name} hasRoom>
        <TextInput {...input("name")} autoComplete="name" />
      </Field>
      <Field label="E-mail" error={errors.email} hasRoom>
        <TextInput {...input("email")} type="email" autoComplete="username" inputMode="email" spellCheck={false} />
      </Field>
      <NewPasswordField label="Password" error={errors.password} input={input("password")} />
    </Form>
  );
}
