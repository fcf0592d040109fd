import { useState } from "react";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { CheckMail } from "../frame/check-mail.tsx";
import { EmailForm } from "../frame/email-form.tsx";

/** The link of a mail is used or too old: the way to a new one. */
export function SendLinkAgain() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const toSignIn = (
    <TextLink to="/sign-in" isInText>
      To the sign-in
    </TextLink>
  );
  const send = (email: string) => accountCalls.sendVerification({ email });
  if (sentTo !== null)
    return (
      <CheckMail
        lead="If there is an account with this address that is not confirmed yet, a new link is on its way."
        onSendAgain={() => send(sentTo)}
        below={toSignIn}
      />
    );
  return (
    <AccountFrame
      title="This link is not valid any more"
      lead="It was used already, it is too old, or a part of it is missing. If your address is confirmed, sign in."
      below={toSignIn}
    >
      <EmailForm label="New link" submit="Send a new link" send={send} onDone={setSentTo} />
    </AccountFrame>
  );
}
