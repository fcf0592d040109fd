import { useState } from "react";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { CheckMail } from "../frame/check-mail.tsx";
import { EmailForm } from "../frame/email-form.tsx";

/** Sends a link to choose a new password. The answer does not tell whether there is an account. */
export function ForgotPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const send = (email: string) => accountCalls.requestReset({ email });
  const toSignIn = (
    <TextLink to="/sign-in" isInText>
      Back to the sign-in
    </TextLink>
  );
  if (sentTo !== null)
    return (
      <CheckMail
        lead={
          <>
            If <strong className="font-medium text-text break-words">{sentTo}</strong> has an account, a link to choose
            a new password is on its way.
          </>
        }
        onSendAgain={() => send(sentTo)}
        below={toSignIn}
      />
    );
  return (
    <AccountFrame
      title="Choose a new password"
      lead="Enter the address of your account. A link comes to it by mail."
      below={toSignIn}
    >
      <EmailForm label="New password" submit="Send the link" send={send} onDone={setSentTo} />
    </AccountFrame>
  );
}
