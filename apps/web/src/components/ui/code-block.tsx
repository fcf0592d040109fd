import { CopyButton } from "./copy-button.tsx";

interface CodeBlockProps {
  /** The caption, such as "A job through the typed client". */
  readonly label: string;
  readonly code: string;
}

/** A few lines of code with a button that copies them. */
export function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-clip rounded-base border border-line bg-sunken text-left">
      <figcaption className="flex items-center justify-between gap-4 border-b border-line py-0.5 pr-0.5 pl-4 text-12 text-muted">
        {label}
        <CopyButton text={code} label="Copy the code" />
      </figcaption>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls long lines.
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
