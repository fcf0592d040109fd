/** The sender of every mail: an address, with a name if there is one. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/u;
const NAMED = /^"?([^"<>\p{Cc}]+?)"?\s*<([^<>]+)>$/u;

/** Parses `Scrip <credit@example.com>` or `credit@example.com`. @returns `null` for anything else */
export function parseSender(text: string): Sender | null {
  const named = NAMED.exec(text.trim());
  const sender = { name: named?.[1]?.trim() ?? "", address: named?.[2] ?? text.trim() };
  return ADDRESS.test(sender.address) ? sender : null;
}
