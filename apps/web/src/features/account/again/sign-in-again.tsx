import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Dialog } from "../../../components/ui/dialog.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { PasswordInput } from "../../../components/ui/password-input.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { usePerson } from "../../../data/session.ts";
import type { Question } from "../../../data/sign-in-again.ts";
import { useSignOut } from "../../../shell/use-sign-out.ts";
import { CodeInput } from "../frame/code-input.tsx";
import { errorsAt } from "../frame/errors-at.ts";
import { bareCode, codeError, passwordError } from "../frame/field-checks.ts";
import { HiddenUsername } from "../settings/parts/hidden-username.tsx";

/** Asks for the password, and the code of a second factor, before an act that a stolen session must not do. */
export function SignInAgain({ question }: { readonly question: Question | null }) {
  const [shown, setShown] = useState(question);
  // The closing dialog keeps its form.
  if (question !== null && question !== shown) setShown(question);
  return (
    <Dialog
      title="Sign in again"
      description="Your sign-in is a while ago. For this act, confirm that it is you; then it goes on by itself."
      isOpen={question !== null}
      onClose={() => question?.answer(false)}
    >
      {shown !== null && <AgainForm question={shown} />}
    </Dialog>
  );
}

function AgainForm({ question: { answer } }: { readonly question: Question }) {
  const { hasTwoFactor } = usePerson();
  const signOut = useSignOut();
  const leave = (): void => {
    answer(false);
    signOut();
  };
  const { form, input, errors } = useForm({
    initial: { password: "", code: "" },
    check: ({ password, code }) => ({
      password: passwordError(password),
      code: hasTwoFactor ? codeError(code) : undefined,
    }),
    send: ({ password, code }) => accountCalls.confirm({ password, ...(hasTwoFactor && { code: bareCode(code) }) }),
    onDone: () => answer(true),
    explain: errorsAt({ wrong_credentials: "password", wrong_code: "code" }),
  });
  return (
    <Form
      {...form}
      label="Sign in again"
      submit="Continue"
      beside={<Button onClick={() => answer(false)}>Cancel</Button>}
    >
      <HiddenUsername />
      <Field label="Your password" error={errors.password} hasRoom>
        <PasswordInput {...input("password")} autoComplete="current-password" />
      </Field>
      {hasTwoFactor && (
        <Field label="Code of your authenticator app" error={errors.code} hasRoom>
          <CodeInput {...input("code")} />
        </Field>
      )}
      <p className="text-13 text-muted">
        No password, since you sign in through another service or your organization?{" "}
        <button type="button" onClick={leave} className="cursor-pointer text-accent underline underline-offset-4">
          Sign out
        </button>{" "}
        and in again, then repeat the act.
      </p>
    </Form>
  );
}
