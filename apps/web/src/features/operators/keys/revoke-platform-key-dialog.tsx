import { ConfirmDialog } from "../../../components/confirm/confirm-dialog.tsx";
import { revokedWords } from "../../../components/keys/key-words.ts";
import { toast } from "../../../components/ui/toast.ts";
import { useNowAs } from "../../../data/now.tsx";
import { trpcClient } from "../../../data/trpc.ts";
import { relativeWords } from "../../../words/time-words.ts";
import type { PlatformKey } from "./platform-key-table.tsx";

interface RevokePlatformKeyDialogProps {
  readonly platformKey: PlatformKey;
  readonly onClose: () => void;
  readonly onChanged: () => unknown;
}

/** Asks before a platform key is revoked, and says what stops. */
export function RevokePlatformKeyDialog({ platformKey, onClose, onChanged }: RevokePlatformKeyDialogProps) {
  const { key, name, lastUsedAt } = platformKey;
  const lastUsed = useNowAs((now) => (lastUsedAt === null ? "" : relativeWords(Date.parse(lastUsedAt), now)));
  const run = async (): Promise<void> => {
    await trpcClient.platformKeys.revoke.mutate({ key });
    toast({ title: `${name} is revoked`, tone: "good" });
    void onChanged();
  };
  return (
    <ConfirmDialog isOpen onClose={onClose} title={`Revoke ${name}?`} act="Revoke the key" isDangerous run={run}>
      {revokedWords(lastUsed)} This cannot be undone.
    </ConfirmDialog>
  );
}
