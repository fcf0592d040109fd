import { CopyButton } from "../../components/ui/copy-button.tsx";

interface CopyLineProps {
  /** What the text is, such as "Redirect address". */
  readonly name: string;
  readonly text: string;
}

/** A text to copy into the settings of another service. */
export function CopyLine({ name, text }: CopyLineProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <dt className="text-13 text-muted">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2 rounded-base border border-line bg-sunken py-0.5 pr-0.5 pl-2.5">
        <code className="min-w-0 flex-1 font-mono text-13 break-all select-all">{text}</code>
        <CopyButton text={text} label={`Copy: ${name}`} />
      </dd>
    </div>
  );
}
