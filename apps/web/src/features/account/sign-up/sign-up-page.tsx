import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { keepNext } from "../../../data/next-path.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { CheckMail } from "../frame/check-mail.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

/** Makes an account. The address is verified by a mail before the first sign-in. */
export function SignUpPage() {
  const { next, email } = useSearch({ from: "/sign-up" });
  const [sentTo, setSentTo] = useState<string | null>(null);
  const toSignIn = (
    <>
      Already have an account?{" "}
      <TextLink to="/sign-in" search={{ next }} isInText>
        Sign in
      </TextLink>
    </>
  );
  if (sentTo !== null)
    return (
      <CheckMail
        lead={
          <>
            A mail is on its way to <strong className="font-medium text-text break-words">{sentTo}</strong>. Open its
            link to confirm the address. The link works for one day.
          </>
        }
        onSendAgain={() => accountCalls.sendVerification({ email: sentTo })}
        below={toSignIn}
      />
    );
  return (
    <AccountFrame
      title="Create your account"
      lead="You get an organization of your own with credit to start."
      below={toSignIn}
    >
      <SignUpForm
        email={email ?? ""}
        onDone={(address) => {
          if (next !== undefined) keepNext(next);
          setSentTo(address);
        }}
      />
    </AccountFrame>
  );
}
