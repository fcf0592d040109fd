import { useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { EmptyState } from "../../../components/ui/empty-state.tsx";
import { useTRPC } from "../../../data/trpc.ts";
import { OperatorProblem } from "../operator-problem.tsx";
import { CreatePlatformKeyDialog } from "./create-platform-key-dialog.tsx";
import { type PlatformKey, PlatformKeyTable } from "./platform-key-table.tsx";
import { RevokePlatformKeyDialog } from "./revoke-platform-key-dialog.tsx";

/** The service keys of the platform: what they may do, whom they reach, and their end. */
export function PlatformKeysPage() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const query = trpc.platformKeys.list.queryOptions({});
  const { data, isPending, error, refetch } = useQuery(query);
  const [isCreating, setIsCreating] = useState(false);
  const [revoked, setRevoked] = useState<PlatformKey | null>(null);
  const onRevoke = useCallback((key: PlatformKey) => setRevoked(key), []);
  const onChanged = () => client.invalidateQueries({ queryKey: query.queryKey });
  if (data === undefined && error !== null)
    return <OperatorProblem title="The platform keys did not load" error={error} onRetry={() => void refetch()} />;
  const create = (
    <Button look="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New key
    </Button>
  );
  const keys = data?.keys ?? [];
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[60ch] text-14 text-muted">
          The platform's own services call Scrip with these. Each names the organization in its calls. A ceiling counts
          in each organization on its own.
        </p>
        {keys.length > 0 && create}
      </div>
      <PlatformKeyTable
        keys={keys}
        isLoading={isPending}
        onRevoke={onRevoke}
        empty={
          <EmptyState icon={KeyRound} title="No platform keys yet" action={create}>
            Make one for each service, such as your orchestrator, with only what it needs.
          </EmptyState>
        }
      />
      <CreatePlatformKeyDialog isOpen={isCreating} onClose={() => setIsCreating(false)} onCreated={onChanged} />
      {revoked !== null && (
        <RevokePlatformKeyDialog platformKey={revoked} onClose={() => setRevoked(null)} onChanged={onChanged} />
      )}
    </>
  );
}
