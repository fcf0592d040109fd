import type { AccountAnswer } from "@scrip/contract/access/account-calls";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Form } from "../../../../components/form/form.tsx";
import { useForm } from "../../../../components/form/use-form.ts";
import { Button } from "../../../../components/ui/button.tsx";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";
import { Field } from "../../../../components/ui/field.tsx";
import { late } from "../../../../components/ui/late.tsx";
import { Skeleton } from "../../../../components/ui/skeleton.tsx";
import { accountCalls } from "../../../../data/account-calls.ts";
import { refreshSession } from "../../../../data/session.ts";
import { CodeInput } from "../../frame/code-input.tsx";
import { errorsAt } from "../../frame/errors-at.ts";
import { bareCode, codeError } from "../../frame/field-checks.ts";
import { PasswordForm } from "./password-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

const QrCode = late(() => import("./qr-code.tsx").then((module) => module.QrCode));

/** Three steps: the password, the app with its first code, the recovery codes. */
export function SetUp({ onDone }: { readonly onDone: () => void }) {
  const [setUp, setSetUp] = useState<AccountAnswer<"/two-factor/enable"> | null>(null);
  const [isOn, setIsOn] = useState(false);
  const router = useRouter();
  if (setUp === null)
    return (
      <PasswordForm
        submit="Continue"
        send={(password) => accountCalls.enableTwoFactor({ password })}
        onDone={setSetUp}
        onCancel={onDone}
      />
    );
  const turnedOn = () => {
    setIsOn(true);
    void refreshSession(() => router.invalidate());
  };
  if (!isOn) return <FirstCode totpUri={setUp.totpUri} onDone={turnedOn} onCancel={onDone} />;
  return <RecoveryCodes codes={setUp.backupCodes} onDone={onDone} />;
}

interface FirstCodeProps {
  readonly totpUri: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The secret for the app, as a picture and as text, and the first code that the app makes of it. */
function FirstCode({ totpUri, onDone, onCancel }: FirstCodeProps) {
  const secret = new URL(totpUri).searchParams.get("secret") ?? "";
  const { form, input, errors } = useForm({
    initial: { code: "" },
    check: ({ code }) => ({ code: codeError(code) }),
    send: ({ code }) => accountCalls.verifyTotp({ code: bareCode(code) }),
    onDone,
    explain: errorsAt({ wrong_code: "code" }),
  });
  return (
    <Form {...form} label="First code" submit="Turn on" beside={<Button onClick={onCancel}>Cancel</Button>}>
      <p>Scan this picture with an authenticator app, then enter the code that the app shows.</p>
      <QrCode text={totpUri} waiting={<Skeleton className="mx-auto size-44" />} />
      <p className="text-13 text-muted">
        Or enter this key in the app:
        <span className="mt-1 flex items-center gap-1">
          <code className="min-w-0 font-mono text-13 break-all text-text">{spaced(secret)}</code>
          <CopyButton text={secret} label="Copy the key" />
        </span>
      </p>
      <Field label="Code" error={errors.code} hasRoom>
        <CodeInput {...input("code")} isFirst />
      </Field>
    </Form>
  );
}

/** In groups of four, so that a person can copy it by hand. */
const spaced = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
