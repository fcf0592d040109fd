import { Form } from "../../../../components/form/form.tsx";
import { useForm } from "../../../../components/form/use-form.ts";
import { Button, type ButtonLook } from "../../../../components/ui/button.tsx";
import { Field } from "../../../../components/ui/field.tsx";
import { PasswordInput } from "../../../../components/ui/password-input.tsx";
import { errorsAt } from "../../frame/errors-at.ts";
import { passwordError } from "../../frame/field-checks.ts";
import { HiddenUsername } from "../parts/hidden-username.tsx";

interface PasswordFormProps<Answer> {
  readonly submit: string;
  readonly look?: NonNullable<ButtonLook["look"]>;
  readonly send: (password: string) => Promise<Answer>;
  readonly onDone: (answer: Answer) => unknown;
  readonly onCancel: () => void;
}

/** Asks for the password before the second factor changes. */
export function PasswordForm<Answer>({ submit, look, send, onDone, onCancel }: PasswordFormProps<Answer>) {
  const { form, input, errors } = useForm({
    initial: { password: "" },
    check: ({ password }) => ({ password: passwordError(password) }),
    send: ({ password }) => send(password),
    onDone,
    explain: errorsAt({ wrong_credentials: "password" }),
  });
  return (
    <Form
      {...form}
      label={submit}
      submit={submit}
      {...(look !== undefined && { look })}
      beside={<Button onClick={onCancel}>Cancel</Button>}
    >
      <HiddenUsername />
      <Field label="Your password" error={errors.password} hasRoom>
        <PasswordInput {...input("password")} autoComplete="current-password" />
      </Field>
    </Form>
  );
}
