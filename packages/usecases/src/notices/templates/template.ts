import type { MailData, MailKind } from "@scrip/contract/notices/mails";
import type { Line } from "./line.ts";

/** The text of a mail: what happened, what the reader can do, and what else to know. */
export interface MailText {
  /** Any text: it becomes one line. */
  readonly subject: string;
  readonly lines: readonly Line[];
  /** The one thing to do, if there is one. */
  readonly action?: { readonly label: string; readonly url: string };
  /** Smaller, below the action. */
  readonly notes?: readonly Line[];
}

/** Writes the text of a mail of one kind. */
export type Template<Kind extends MailKind> = (data: MailData<Kind>) => MailText;

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** An instant for a reader in any time zone, such as `1 March 2026, 12:05 UTC`. */
export function instantText(iso: string): string {
  const at = new Date(iso);
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${day}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}
