import { formatUsd } from "@scrip/domain/money";

/** Writes an instant for its reader: a mail in UTC, a page in the reader's zone. */
export type InstantWords = (iso: string) => string;

/** The page where a person acts on an event. */
export interface EventPage {
  /** Below the address of the organization, encoded, such as `jobs/run%20481`. */
  readonly path: string;
  /** What the link says, such as "Add credit". */
  readonly label: string;
}

/** How people read about events of one kind. */
export interface EventWords<Data> {
  /** The kind in lists of choices and in filters, such as "Low balance". */
  readonly title: string;
  /** The event in one line with its figures, without a full stop: a line of the inbox, and the subject of a mail. */
  readonly says: (data: Data, at: InstantWords) => string;
  readonly page: (data: Data) => EventPage;
}

/** An amount of an event, such as `$9.87`. @param micros digits of micro-USD */
export const dollars = (micros: string): string => formatUsd(BigInt(micros));

/** The page of every event of a kind. */
export const opens = (path: string, label: string) => (): EventPage => ({ path, label });
