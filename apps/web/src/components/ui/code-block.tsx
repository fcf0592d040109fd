import { CopyButton } from "./copy-button.tsx";

interface CodeBlockProps {
  /** What it is, such as "A job through the typed client". */
  readonly label: string;
  readonly code: string;
}

/** Some lines of code, to be copied. */
export function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-clip rounded-base border border-line bg-sunken text-left">
      <figcaption className="flex items-center justify-between gap-4 border-b border-line py-0.5 pr-0.5 pl-4 text-12 text-muted">
        {label}
        <CopyButton text={code} label="Copy the code" />
      </figcaption>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard too.
        tabIndex={0}
        className="overflow-x-auto px-4 py-3 focus-visible:-outline-offset-2"
      >
        <pre className="font-mono text-12 leading-5">
          <code>{code}</code>
        </pre>
      </section>
    </figure>
  );
}
