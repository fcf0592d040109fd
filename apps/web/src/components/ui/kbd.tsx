interface KbdProps {
  /** The keys, pressed together or one after the other. */
  readonly keys: readonly string[];
}

export function Kbd({ keys }: KbdProps) {
  return (
    <span className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-small border border-line bg-sunken px-1 font-sans text-12 text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
