import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { buttonLook } from "../../../components/ui/button.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useLinkToken } from "../../../data/link-token.ts";
import { problemOf } from "../../../data/problem.ts";
import { useSession } from "../../../data/session.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import { AnswerInvitation } from "./answer-invitation.tsx";
import { ForAnother } from "./for-another.tsx";
import { SignInFirst } from "./sign-in-first.tsx";

/** Opens from the mail of an invitation: shows what it offers, to whoever has the link. */
export function InvitationPage() {
  const token = useLinkToken() ?? "";
  const { person } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => trpcClient.invitations.look.mutate({ token }),
    enabled: token !== "",
    staleTime: 60_000,
  });
  if (token === "" || (error !== null && problemOf(error).code === "invitation_not_valid")) return <NotValid />;
  if (error !== null)
    return (
      <AccountFrame title="Invitation">
        <ErrorState title="The invitation could not be loaded" error={error} onRetry={() => void refetch()} />
      </AccountFrame>
    );
  if (data === undefined) return <Loading />;
  if (person === null) return <SignInFirst token={token} invitation={data} />;
  if (person.email.toLowerCase() !== data.email.toLowerCase()) return <ForAnother invitation={data} />;
  return <AnswerInvitation token={token} invitation={data} />;
}

function NotValid() {
  return (
    <AccountFrame
      title="This invitation is not valid"
      lead="It was accepted, withdrawn or sent again since, or it is older than 14 days. Ask for a new one."
    >
      <Link to="/" className={buttonLook()}>
        Go to Scrip
      </Link>
    </AccountFrame>
  );
}

function Loading() {
  return (
    <AccountFrame title="Invitation">
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-5 w-64 max-w-full" />
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-8 w-full" />
      </div>
    </AccountFrame>
  );
}
