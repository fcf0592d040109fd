import { checks } from "../connection/columns.ts";
import { organizationEntity } from "../connection/home-entity.ts";

/** A choice of a member that differs from the default: whether notices of a kind come by a channel. */
export interface NoticeChoiceRow {
  orgId: string;
  personId: string;
  /** As in `EVENTS` of `packages/contract/src/notices/events.ts`. */
  kind: string;
  channel: "email";
  isOn: boolean;
}

export const NoticeChoiceEntity = organizationEntity<NoticeChoiceRow>({
  name: "noticeChoice",
  tableName: "notice_choices",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "notice_choices_pkey" },
    personId: { type: "uuid", primary: true, primaryKeyConstraintName: "notice_choices_pkey" },
    kind: { type: "text", primary: true, primaryKeyConstraintName: "notice_choices_pkey" },
    channel: { type: "text", primary: true, primaryKeyConstraintName: "notice_choices_pkey" },
    isOn: { type: "boolean" },
  },
  foreignKeys: [toMember("notice_choices_member_fkey")],
  checks: checks("notice_choices_kind", "notice_choices_channel"),
});

/** What a member has read of the inbox. */
export interface NoticeReadsRow {
  orgId: string;
  personId: string;
  /** Every notice up to this one is read; `null` before the first time. */
  readUpTo: string | null;
  /** Notices after it that are read. */
  readIds: string[];
}

export const NoticeReadsEntity = organizationEntity<NoticeReadsRow>({
  name: "noticeReads",
  tableName: "notice_reads",
  columns: {
    orgId: { type: "uuid", primary: true, primaryKeyConstraintName: "notice_reads_pkey" },
    personId: { type: "uuid", primary: true, primaryKeyConstraintName: "notice_reads_pkey" },
    readUpTo: { type: "uuid", nullable: true },
    readIds: { type: "uuid", array: true, default: "{}" },
  },
  foreignKeys: [toMember("notice_reads_member_fkey")],
  checks: checks("notice_reads_size"),
});

/** The rows of a member end with the membership. */
function toMember(name: string) {
  return {
    name,
    target: "member",
    columnNames: ["orgId", "personId"],
    referencedColumnNames: ["orgId", "personId"],
    onDelete: "CASCADE" as const,
  };
}
