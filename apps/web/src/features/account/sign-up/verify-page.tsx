import type { SignInAnswer } from "@scrip/contract/access/account-calls";
import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Field } from "../../../components/ui/field.tsx";
import { PasswordInput } from "../../../components/ui/password-input.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { useLinkToken } from "../../../data/link-token.ts";
import { problemOf } from "../../../data/problem.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { errorsAt } from "../frame/errors-at.ts";
import { passwordError } from "../frame/field-checks.ts";
import { SecondStep } from "../frame/second-step.tsx";
import { useSignedIn } from "../frame/use-signed-in.ts";
import { SendLinkAgain } from "./send-link-again.tsx";

/**
 * Opens from the mail to a new account. It asks for the password, so that only the person who chose it gets the
 * account: a stranger can sign up with somebody else's address.
 */
export function VerifyPage() {
  const token = useLinkToken() ?? "";
  const [state, setState] = useState<"asks" | "two_factor" | "bad_link">(token === "" ? "bad_link" : "asks");
  const arrive = useSignedIn();
  const onDone = ({ next }: SignInAnswer) => (next === "signed_in" ? arrive() : setState(next));
  if (state === "bad_link") return <SendLinkAgain />;
  if (state === "two_factor") return <SecondStep onDone={() => arrive()} onStartAgain={() => setState("asks")} />;
  return (
    <AccountFrame
      title="Confirm your e-mail"
      lead="Enter the password of your new account. Then the address is confirmed, and you are signed in."
      below={
        <TextLink to="/forgot-password" isInText>
          I do not know the password
        </TextLink>
      }
    >
      <ConfirmForm token={token} onDone={onDone} onBadLink={() => setState("bad_link")} />
    </AccountFrame>
  );
}

interface ConfirmFormProps {
  readonly token: string;
  readonly onDone: (answer: SignInAnswer) => void;
  readonly onBadLink: () => void;
}

function ConfirmForm({ token, onDone, onBadLink }: ConfirmFormProps) {
  const atFields = errorsAt<{ password: string }>({ wrong_credentials: "password" });
  const { form, input, errors } = useForm({
    initial: { password: "" },
    check: ({ password }) => ({ password: passwordError(password) }),
    send: ({ password }) => accountCalls.verifyEmail({ token, password }),
    onDone,
    explain: (error) => {
      if (problemOf(error).code !== "bad_link") return atFields(error);
      onBadLink();
      return {};
    },
  });
  return (
    <Form {...form} label="Confirm your e-mail" submit="Confirm and sign in" isWide>
      <Field label="Password" error={errors.password} hasRoom>
        <PasswordInput {...input("password")} autoComplete="current-password" />
      </Field>
    </Form>
  );
}
