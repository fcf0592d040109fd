import { useState } from "react";
import { Form } from "../../../components/form/form.tsx";
import { useForm } from "../../../components/form/use-form.ts";
import { Button } from "../../../components/ui/button.tsx";
import { Field } from "../../../components/ui/field.tsx";
import { TextInput } from "../../../components/ui/text-input.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { CodeInput } from "./code-input.tsx";
import { errorsAt } from "./errors-at.ts";
import { bareCode, codeError } from "./field-checks.ts";

interface SecondStepProps {
  readonly onDone: () => void;
  readonly onStartAgain: () => void;
}

/** The second step of a sign-in: a code of the authenticator app, or one of the recovery codes. */
export function SecondStep({ onDone, onStartAgain }: SecondStepProps) {
  const [isRecovery, setIsRecovery] = useState(false);
  return (
    <AccountFrame
      title={isRecovery ? "Use a recovery code" : "Enter the code"}
      lead={
        isRecovery
          ? "One of the codes that you stored when you set up the second step. Each works once."
          : "Your authenticator app shows a code of 6 digits for Scrip."
      }
    >
      {isRecovery ? <RecoveryForm onDone={onDone} /> : <CodeForm onDone={onDone} />}
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="plain" size="small" onClick={() => setIsRecovery((was) => !was)} className="-ml-2.5">
          {isRecovery ? "Use the authenticator app" : "Use a recovery code"}
        </Button>
        <Button look="plain" size="small" onClick={onStartAgain} className="-mr-2.5">
          Start again
        </Button>
      </div>
    </AccountFrame>
  );
}

function CodeForm({ onDone }: Pick<SecondStepProps, "onDone">) {
  const { form, input, errors } = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: codeError(code) }),
    send: ({ code }) => accountCalls.verifyTotp({ code: bareCode(code) }),
    onDone,
    explain: errorsAt({ wrong_code: "code" }),
  });
  return (
    <Form {...form} label="Second step" submit="Sign in" isWide>
      <Field label="Code" error={errors.code} hasRoom>
        <CodeInput {...input("code")} isFirst />
      </Field>
    </Form>
  );
}

function RecoveryForm({ onDone }: Pick<SecondStepProps, "onDone">) {
  const { form, input, errors } = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: code.trim() === "" ? "Enter one of your recovery codes." : undefined }),
    send: ({ code }) => accountCalls.verifyBackupCode({ code: code.trim() }),
    onDone,
    explain: errorsAt({ wrong_code: "code" }),
  });
  return (
    <Form {...form} label="Recovery" submit="Sign in" isWide>
      <Field label="Recovery code" error={errors.code} hasRoom>
        <TextInput
          {...input("code")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
    </Form>
  );
}
