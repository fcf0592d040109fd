import type { Instant } from "@scrip/domain/ledger";

/** PostgreSQL's channel for the announcements of the ledger. */
export const CHANNEL = "scrip_ledger";

/** The changes of a transaction that are announced. */
export interface Moved {
  readonly orgIds: readonly string[];
  /** The earliest due time that it wrote for an organization on PostgreSQL's clock; `null` if it wrote none. */
  readonly dueAt: Instant | null;
}

/** The content of an announcement; `everyone` if too many organizations changed to name them. */
export interface Announcement {
  readonly orgIds: readonly string[] | "everyone";
  readonly dueAt: Instant | null;
}

/** A NOTIFY holds less than 8000 bytes: 200 ids of 36 characters, commas and the rest are 7,430. */
const IDS_IN_ONE = 200;

/** Writes an announcement as messages, each short enough for a NOTIFY. */
export function messagesOf({ orgIds, dueAt }: Announcement): string[] {
  const due = dueAt ?? "-";
  if (orgIds === "everyone") return [`${due} *`];
  const count = Math.ceil(orgIds.length / IDS_IN_ONE);
  return Array.from({ length: count }, (_, index) => {
    const ids = orgIds.slice(index * IDS_IN_ONE, (index + 1) * IDS_IN_ONE);
    return `${due} ${ids.join(",")}`;
  });
}

/** Reads a message. An unknown one, such as that of another version, means that every organization may have changed. */
export function readMessage(message: string): Announcement {
  const match = /^(-|\d{1,15}) ([0-9a-f-]{36}(?:,[0-9a-f-]{36})*)$/.exec(message);
  if (match?.[1] === undefined || match[2] === undefined) {
    const due = /^(\d{1,15}) \*$/.exec(message)?.[1];
    return { orgIds: "everyone", dueAt: due === undefined ? null : Number(due) };
  }
  return { orgIds: match[2].split(","), dueAt: match[1] === "-" ? null : Number(match[1]) };
}
