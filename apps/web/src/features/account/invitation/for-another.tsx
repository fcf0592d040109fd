import { Link } from "@tanstack/react-router";
import { Button, buttonLook } from "../../../components/ui/button.tsx";
import { useSession } from "../../../data/session.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { useSignOut } from "../../../shell/use-sign-out.ts";
import type { Invitation } from "./invitation.ts";

/** For a person who is signed in with another address than the invited one. */
export function ForAnother({ invitation }: { readonly invitation: Invitation }) {
  const { person } = useSession();
  const signOut = useSignOut();
  return (
    <AccountFrame
      title="This invitation is for another address"
      lead={
        <>
          {invitation.organization.name} invited <Address>{invitation.email}</Address>. You are signed in as{" "}
          <Address>{person?.email}</Address>.
        </>
      }
    >
      <div className="flex flex-col gap-2">
        <Button look="primary" onClick={signOut}>
          Sign out and use the other address
        </Button>
        <Link to="/" className={buttonLook()}>
          Stay signed in
        </Link>
      </div>
    </AccountFrame>
  );
}

function Address({ children }: { readonly children: string | undefined }) {
  return <strong className="font-medium text-text wrap-anywhere">{children}</strong>;
}
