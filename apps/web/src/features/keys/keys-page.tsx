import { KeyRound, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import type { Key } from "../../components/keys/key-words.ts";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { RefusedState } from "../../components/ui/refused-state.tsx";
import { TextLink } from "../../components/ui/text-link.tsx";
import { useOrg } from "../../data/org.ts";
import { problemOf } from "../../data/problem.ts";
import { LimitKeyDialog, RenameKeyDialog, RevokeKeyDialog } from "./change-key-dialogs.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { type KeyAct, KeyTable } from "./key-table.tsx";
import { useKeys, useKeysChanged } from "./use-keys.ts";

const DIALOGS = { rename: RenameKeyDialog, limit: LimitKeyDialog, revoke: RevokeKeyDialog };

/** The service keys of an organization: what they may do, what they used today, and their end. */
export function KeysPage() {
  const org = useOrg();
  const { data, isPending, error, refetch } = useKeys();
  const changed = useKeysChanged();
  const [isCreating, setIsCreating] = useState(false);
  const [change, setChange] = useState<{ readonly act: KeyAct; readonly key: Key } | null>(null);
  const onAct = useCallback((act: KeyAct, key: Key) => setChange({ act, key }), []);
  if (data === undefined && error !== null) {
    if (problemOf(error).code === "permission_missing")
      return (
        <div className="card">
          <RefusedState title="Your role does not include service keys">
            An owner or an admin of the organization can see and make them.
          </RefusedState>
        </div>
      );
    return (
      <div className="card">
        <ErrorState title="The service keys could not be loaded" error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  const create = (
    <Button look="primary" icon={Plus} onClick={() => setIsCreating(true)}>
      New key
    </Button>
  );
  const Change = change === null ? null : DIALOGS[change.act];
  const keys = data?.keys ?? [];
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[60ch] text-14 text-muted">
          Services call Scrip with a key. A ceiling limits what a key may use in a day (UTC), also if it leaks.{" "}
          <TextLink to="/api-reference" search={{ org: org.id }} isInText>
            API reference
          </TextLink>
        </p>
        {keys.length > 0 && create}
      </div>
      <KeyTable
        keys={keys}
        isLoading={isPending}
        onAct={onAct}
        empty={
          <EmptyState icon={KeyRound} title="No service keys yet" action={create}>
            Make one for each service, such as your training scheduler, with only what it needs.
          </EmptyState>
        }
      />
      <CreateKeyDialog isOpen={isCreating} onClose={() => setIsCreating(false)} onCreated={changed} />
      {Change !== null && change !== null && (
        <Change apiKey={change.key} onClose={() => setChange(null)} onChanged={changed} />
      )}
    </div>
  );
}
