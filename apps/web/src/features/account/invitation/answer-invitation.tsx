import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Button } from "../../../components/ui/button.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { type Problem, problemOf } from "../../../data/problem.ts";
import { queryClient } from "../../../data/query-client.ts";
import { trpcClient } from "../../../data/trpc.ts";
import { AccountFrame } from "../../../shell/account-frame.tsx";
import type { Invitation } from "./invitation.ts";
import { Terms } from "./terms.tsx";

interface AnswerInvitationProps {
  readonly token: string;
  readonly invitation: Invitation;
}

/** For the invited person: accepts the invitation and opens the organization, or declines it. */
export function AnswerInvitation({ token, invitation }: AnswerInvitationProps) {
  const { organization } = invitation;
  const router = useRouter();
  const accept = useMutation({
    mutationFn: () => trpcClient.invitations.accept.mutate({ token }),
    onSuccess: ({ org }) => {
      // The session lists the organization from now on.
      queryClient.clear();
      toast({ title: `You are a member of ${organization.name}`, tone: "good" });
      void router.navigate({ to: "/o/$org", params: { org } });
    },
  });
  const decline = useMutation({
    mutationFn: () => trpcClient.invitations.decline.mutate({ token }),
    onSuccess: () => {
      toast({ title: `You declined the invitation to ${organization.name}` });
      void router.navigate({ to: "/" });
    },
  });
  const refusal = accept.error ?? decline.error;
  return (
    <AccountFrame title={`Join ${organization.name}`}>
      <Terms invitation={invitation} />
      {refusal !== null && (
        <div role="alert">
          <Refused problem={problemOf(refusal)} organization={organization.name} />
        </div>
      )}
      <div className="flex flex-col gap-2">
        <Button look="primary" isLoading={accept.isPending} onClick={() => accept.mutate()}>
          Accept the invitation
        </Button>
        <Button isLoading={decline.isPending} onClick={() => decline.mutate()}>
          Decline
        </Button>
      </div>
    </AccountFrame>
  );
}

/** Why the invitation was not accepted, and what helps. */
function Refused({ problem, organization }: { readonly problem: Problem; readonly organization: string }) {
  if (problem.code === "limit_reached")
    return (
      <Callout tone="warn" title={`${organization} has no free seat`}>
        Its plan allows {problem.details.limit === 1 ? "1 member" : `${String(problem.details.limit)} members`}. Ask its
        owner for a larger plan, then open this link again.
      </Callout>
    );
  return (
    <Callout tone="bad" title="That did not work">
      {problem.message}
    </Callout>
  );
}
