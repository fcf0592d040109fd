import { CopyButton } from "../ui/copy-button.tsx";

/** The text of a new key, to copy. */
export function CreatedKey({ text }: { readonly text: string }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-w-0 items-center gap-2 rounded-base border border-line bg-sunken p-2 pl-3">
        <code className="min-w-0 flex-1 font-mono text-13 break-all select-all">{text}</code>
        <CopyButton text={text} label="Copy the key" />
      </div>
      <p className="text-13 text-muted">
        Store it as a secret of the service, which sends it in the header{" "}
        <code className="font-mono">authorization</code> after <code className="font-mono">Bearer</code>. If it is lost,
        revoke it and make another one.
      </p>
    </div>
  );
}
