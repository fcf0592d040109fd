import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** The recovery codes, which are shown once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <div className="flex flex-col gap-4">
      <p ref={text} tabIndex={-1} className="outline-none">
        Two-factor sign-in is on. Store these codes where you find them without your phone: each signs you in once. They
        are not shown again.
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-base bg-sunken p-4 font-mono text-14"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <CopyButton text={codes.join("\n")} label="Copy the codes" />
        <Button icon={Download} onClick={() => download(codes)}>
          Download
        </Button>
        <Button look="primary" onClick={onDone}>
          I have stored them
        </Button>
      </div>
    </div>
  );
}

function download(codes: readonly string[]): void {
  const url = URL.createObjectURL(
    new Blob([`Recovery codes for Scrip\n\n${codes.join("\n")}\n`], { type: "text/plain" }),
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = "scrip-recovery-codes.txt";
  link.click();
  URL.revokeObjectURL(url);
}
