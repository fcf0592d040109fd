import type { SessionInList } from "@scrip/contract/access/account-calls";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone } from "lucide-react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { accountCalls, sessionsQuery } from "../../../data/account-calls.ts";
import { problemOf } from "../../../data/problem.ts";
import { queryClient } from "../../../data/query-client.ts";
import { deviceWords } from "../../../words/device-words.ts";

/** Where the person is signed in, and a button that ends it. */
export function SessionsCard() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const others = data?.sessions.filter(({ isThis }) => !isThis) ?? [];
  return (
    <Card title="Where you are signed in" actions={others.length > 0 && <RevokeOthers count={others.length} />} isFlush>
      {error !== null && data === undefined ? (
        <ErrorState title="The sessions could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <ul className="divide-y divide-line" aria-busy={data === undefined || undefined}>
          {data === undefined ? (
            <Waiting />
          ) : (
            data.sessions.map((session) => <Row key={session.id} session={session} />)
          )}
        </ul>
      )}
    </Card>
  );
}

function Row({ session }: { readonly session: SessionInList }) {
  const { id, isThis, userAgent, address, seenAt, createdAt } = session;
  const device = deviceWords(userAgent);
  const Icon = /iPhone|Android/.test(device) ? Smartphone : Monitor;
  const revoke = useRevoke("Signed out there", () => accountCalls.revokeSession({ id }));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 text-14 font-medium">
          {device}
          {isThis && <Badge tone="good">This browser</Badge>}
        </p>
        <p className="text-13 text-muted">
          Used <Time at={seenAt} />
          {address !== null && <> from {address}</>}, signed in <Time at={createdAt} look="moment" />
        </p>
      </div>
      {!isThis && (
        <Button
          size="small"
          isLoading={revoke.isPending}
          onClick={() => revoke.mutate()}
          aria-label={`Sign out ${device}`}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}

function RevokeOthers({ count }: { readonly count: number }) {
  const revoke = useRevoke("Signed out everywhere else", () => accountCalls.revokeOtherSessions({}));
  return (
    <Button size="small" isLoading={revoke.isPending} onClick={() => revoke.mutate()}>
      {count === 1 ? "Sign out the other one" : `Sign out the ${count} others`}
    </Button>
  );
}

function useRevoke(done: string, act: () => Promise<unknown>) {
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      toast({ title: done, tone: "good" });
    },
    onError: (error) => toast({ title: problemOf(error).title, description: problemOf(error).message, tone: "bad" }),
  });
}

function Waiting() {
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Skeleton className="size-5" />
      <div className="flex flex-1 flex-col gap-1 py-0.5">
        <Skeleton className="h-4 w-36" />
        <Skeleton className="h-4 w-56 max-w-full" />
      </div>
    </li>
  );
}
