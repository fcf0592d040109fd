import { Button } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";

interface ShownSecretProps {
  readonly secret: string | null;
  /** What to do with it, in a sentence. */
  readonly children: string;
  readonly onClose: () => void;
}

/** A signing secret, this once. */
export function ShownSecret({ secret, children, onClose }: ShownSecretProps) {
  return (
    <Dialog
      isOpen={secret !== null}
      onClose={onClose}
      size="wide"
      title="Copy the signing secret now"
      description="It is shown this once. Nobody can read it again, not even Scrip."
      actions={
        <Button look="primary" onClick={onClose}>
          I have stored it
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex min-w-0 items-center gap-2 rounded-base border border-line bg-sunken p-2 pl-3">
          <code className="min-w-0 flex-1 font-mono text-13 break-all select-all">{secret}</code>
          <CopyButton text={secret ?? ""} label="Copy the secret" />
        </div>
        <p className="text-13 text-muted">{children}</p>
      </div>
    </Dialog>
  );
}
