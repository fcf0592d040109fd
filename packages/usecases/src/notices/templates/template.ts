import type { MailData, MailKind } from "@scrip/contract/notices/mails";
import type { Line } from "./line.ts";

/** How soon the reader should act. */
export type MailTone = "info" | "warning" | "urgent";

/** One figure of a mail, such as "Available" and `$9.87`. */
export interface MailFact {
  /** One or a few words of ours, without a colon. */
  readonly label: string;
  readonly value: Line;
}

/** The text of a mail: what happened, what the reader can do, and what else to know. */
export interface MailText {
  /** Any text: it becomes one line. */
  readonly subject: string;
  /** `info` if not given. */
  readonly tone?: MailTone;
  readonly lines: readonly Line[];
  /** The figures, as a small table below the lines. */
  readonly facts?: readonly MailFact[];
  /** The one thing to do, if there is one. */
  readonly action?: { readonly label: string; readonly url: string };
  /** Smaller, below the action. */
  readonly notes?: readonly Line[];
  /** The page where the reader chooses which mails to get, for a mail that the reader can do without. */
  readonly choices?: string;
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
