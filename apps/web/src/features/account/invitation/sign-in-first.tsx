import { Link } from "@tanstack/react-router";
import { buttonLook } from "../../../components/ui/button.tsx";
import { keepNext } from "../../../data/next-path.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import type { Invitation } from "./invitation.ts";
import { Terms } from "./terms.tsx";

interface SignInFirstProps {
  readonly token: string;
  readonly invitation: Invitation;
}

/** For a visitor: an account with the invited address comes first. */
export function SignInFirst({ token, invitation }: SignInFirstProps) {
  const keep = () => keepNext(`/invitation#token=${encodeURIComponent(token)}`);
  const { email, organization } = invitation;
  return (
    <AccountFrame
      title={`Join ${organization.name}`}
      lead="Sign in with the invited address, or create an account for it. Then you accept the invitation."
    >
      <Terms invitation={invitation} />
      <div className="flex flex-col gap-2">
        <Link to="/sign-up" search={{ email }} onClick={keep} className={buttonLook({ look: "primary" })}>
          Create an account
        </Link>
        <Link to="/sign-in" onClick={keep} className={buttonLook()}>
          I have an account
        </Link>
      </div>
    </AccountFrame>
  );
}
