import { checks, instantColumn } from "../connection/columns.ts";
import { platformEntity } from "../connection/home-entity.ts";

/** A mail of the outbox. */
export interface MailRow {
  id: string;
  /** As in `MAIL_DATA` of `packages/contract/src/notices/mails.ts`. */
  kind: string;
  toAddress: string;
  orgId: string | null;
  personId: string | null;
  /** The values of its text; `null` once it has ended. */
  data: object | null;
  queuedAt: Date;
  /** The number of tries that failed for now. */
  tries: number;
  /** `null` while the mail waits. */
  outcome: "sent" | "void" | null;
  endedAt: Date | null;
}

export const MailEntity = platformEntity<MailRow>({
  name: "mail",
  tableName: "mails",
  columns: {
    id: { type: "uuid", primary: true, primaryKeyConstraintName: "mails_pkey" },
    kind: { type: "text", update: false },
    toAddress: { type: "text", update: false },
    orgId: { type: "uuid", nullable: true, update: false },
    personId: { type: "uuid", nullable: true, update: false },
    data: { type: "jsonb", nullable: true },
    queuedAt: { ...instantColumn, update: false },
    tries: { type: "smallint", default: 0 },
    outcome: { type: "text", nullable: true },
    endedAt: { ...instantColumn, nullable: true },
  },
  indices: [
    { name: "mails_person_idx", columns: ["personId"], where: "person_id IS NOT NULL" },
    { name: "mails_ended_idx", columns: ["endedAt"], where: "ended_at IS NOT NULL" },
  ],
  checks: checks("mails_kind", "mails_one_line", "mails_tries", "mails_outcome", "mails_end"),
});
