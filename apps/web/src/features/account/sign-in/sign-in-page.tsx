import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Callout } from "../../../components/ui/callout.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { ssoProblemWords } from "../../../words/sso-problem-words.ts";
import { CheckMail } from "../frame/check-mail.tsx";
import { SecondStep } from "../frame/second-step.tsx";
import { useSignedIn } from "../frame/use-signed-in.ts";
import { DemoSignIns } from "./demo-sign-ins.tsx";
import { type PasswordOutcome, PasswordStep } from "./password-step.tsx";
import { SocialSignIns } from "./social-sign-ins.tsx";

/** Signs a person in: by their password and, if they use one, a second factor; or through another service. */
export function SignInPage() {
  const { next } = useSearch({ from: "/sign-in" });
  const [outcome, setOutcome] = useState<PasswordOutcome | null>(null);
  const arrive = useSignedIn();
  const onDone = (reached: PasswordOutcome) => {
    if (reached.state === "signed_in") arrive(next);
    else setOutcome(reached);
  };
  if (outcome?.state === "two_factor")
    return <SecondStep onDone={() => arrive(next)} onStartAgain={() => setOutcome(null)} />;
  if (outcome?.state === "not_verified") return <NotVerified email={outcome.email} />;
  return (
    <AccountFrame title="Sign in to Scrip" below={<ToSignUp next={next} />}>
      <Trouble />
      <PasswordStep to={next} onDone={onDone} />
      <SocialSignIns to={next} />
      <DemoSignIns onDone={onDone} />
    </AccountFrame>
  );
}

function ToSignUp({ next }: { readonly next: string | undefined }) {
  return (
    <>
      No account yet?{" "}
      <TextLink to="/sign-up" search={{ next }} isInText>
        Sign up
      </TextLink>
    </>
  );
}

/** The other service, or the organization's identity provider, sent the person back without a sign-in. */
function Trouble() {
  const { problem, code } = useSearch({ from: "/sign-in" });
  if (problem === undefined) return null;
  return (
    <div role="alert">
      {problem === "social" ? (
        <Callout tone="bad" title="That sign-in did not work">
          The other service did not confirm who you are, or its address belongs to another account. Try again, or use
          your password.
        </Callout>
      ) : (
        <Callout tone="bad" title="Single sign-on did not work">
          {ssoProblemWords(code)}
        </Callout>
      )}
    </div>
  );
}

function NotVerified({ email }: { readonly email: string }) {
  return (
    <CheckMail
      lead={
        <>
          Your address is not verified yet. Open the link in the mail to <strong>{email}</strong>, then you are signed
          in.
        </>
      }
      onSendAgain={() => accountCalls.sendVerification({ email })}
    />
  );
}
