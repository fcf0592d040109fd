import { useState } from "react";

interface AnnouncedProps {
  /** The messages on the page. The key names the fact, whose words may change, such as minutes that count down. */
  readonly messages: readonly { readonly key: string; readonly text: string }[];
}

/** Reads each message to assistive technology once: when its fact appears, and not when its words change. */
export function Announced({ messages }: AnnouncedProps) {
  const [said, setSaid] = useState<ReadonlyMap<string, string>>(new Map());
  const isSame = messages.length === said.size && messages.every(({ key }) => said.has(key));
  if (!isSame) setSaid(new Map(messages.map(({ key, text }) => [key, said.get(key) ?? text])));
  return (
    <div role="status" aria-atomic="false" aria-relevant="additions" className="sr-only">
      {[...said].map(([key, text]) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
