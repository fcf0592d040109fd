import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, buttonLook } from "../../../components/ui/button.tsx";
import { accountCalls } from "../../../data/account-calls.ts";
import { useLinkToken } from "../../../data/link-token.ts";
import { problemOf } from "../../../data/problem.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";

/** Opens from the mail to a new address of an account. */
export function VerifyNewEmailPage() {
  const token = useLinkToken() ?? "";
  const change = useMutation({ mutationFn: () => accountCalls.verifyNewEmail({ token }) });
  if (change.isSuccess)
    return (
      <AccountFrame title="Your address is changed" lead="From now on, you sign in with the new one.">
        <Link to="/account" reloadDocument className={buttonLook({ look: "primary" })}>
          To your account
        </Link>
      </AccountFrame>
    );
  return (
    <AccountFrame title="Confirm the new address" lead="Your account then uses this address, for mails and to sign in.">
      <Button look="primary" className="w-full" isLoading={change.isPending} onClick={() => change.mutate()}>
        Use the new address
      </Button>
      {change.isError && (
        <p role="alert" className="text-13 text-bad">
          {problemOf(change.error).message}
        </p>
      )}
    </AccountFrame>
  );
}
