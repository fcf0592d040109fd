import type { AuditActor, AuditDetails, AuditOutcome } from "@scrip/domain/audit-entry";
import { checks, countColumn, hashColumn, instantColumn } from "../../connection/columns.ts";
import { toOrganization } from "../../connection/foreign-keys.ts";
import { organizationEntity, platformEntity } from "../../connection/home-entity.ts";

/** An entry of an audit log. Never changed: its hash covers every column but the hash itself. */
export interface AuditEntryRow {
  seq: number;
  /** The time of the database's clock. */
  at: Date;
  actorType: AuditActor["type"];
  actorId: string | null;
  action: string;
  targetType: string | null;
  targetId: string | null;
  outcome: AuditOutcome;
  /** SHA-256 of the salt and the details; `null` if the entry never had details. */
  detailsHash: Buffer | null;
  /** SHA-256 of the hash before and the canonical text. */
  hash: Buffer;
}

/** The details of an entry. Erased with a person; the hash in the entry stays. */
export interface AuditDetailsRow {
  seq: number;
  salt: Buffer;
  details: AuditDetails;
}

/** The last entry of a log; locked by each append. */
export interface AuditHeadRow {
  seq: number;
  at: Date;
  hash: Buffer;
}

type OfOrganization<Row> = Row & { orgId: string };

const orgIdColumn = (primaryKeyConstraintName: string) =>
  ({ type: "uuid", primary: true, primaryKeyConstraintName }) as const;

const seqColumn = (primaryKeyConstraintName: string) =>
  ({ ...countColumn, primary: true, primaryKeyConstraintName }) as const;

const entryColumns = {
  at: { ...instantColumn, update: false },
  actorType: { type: "text", update: false },
  actorId: { type: "uuid", nullable: true, update: false },
  action: { type: "text", update: false },
  targetType: { type: "text", nullable: true, update: false },
  targetId: { type: "text", nullable: true, update: false },
  outcome: { type: "text", update: false },
  detailsHash: { ...hashColumn, nullable: true, update: false },
  hash: { ...hashColumn, update: false },
} as const;

const detailsColumns = {
  salt: { type: "bytea", update: false },
  details: { type: "jsonb", update: false },
} as const;

const headColumns = { at: instantColumn, hash: hashColumn } as const;

const ENTRY_CHECKS = ["seq", "actor", "action", "target", "outcome", "hashes"];

export const AuditEntryEntity = organizationEntity<OfOrganization<AuditEntryRow>>({
  name: "auditEntry",
  tableName: "audit_entries",
  columns: {
    orgId: orgIdColumn("audit_entries_pkey"),
    seq: seqColumn("audit_entries_pkey"),
    ...entryColumns,
  },
  foreignKeys: [toOrganization("audit_entries_org_fkey")],
  checks: checks(...ENTRY_CHECKS.map((name) => `audit_entries_${name}`)),
  indices: [
    { name: "audit_entries_at_idx", columns: ["orgId", "at"] },
    { name: "audit_entries_actor_idx", columns: ["orgId", "actorId", "seq"] },
    { name: "audit_entries_target_idx", columns: ["orgId", "targetId", "seq"] },
    { name: "audit_entries_action_idx", columns: ["orgId", "action", "seq"] },
  ],
});

export const AuditDetailsEntity = organizationEntity<OfOrganization<AuditDetailsRow>>({
  name: "auditDetails",
  tableName: "audit_details",
  columns: {
    orgId: orgIdColumn("audit_details_pkey"),
    seq: seqColumn("audit_details_pkey"),
    ...detailsColumns,
  },
  foreignKeys: [
    {
      name: "audit_details_entry_fkey",
      target: "auditEntry",
      columnNames: ["orgId", "seq"],
      referencedColumnNames: ["orgId", "seq"],
    },
  ],
  checks: checks("audit_details_salt_size"),
});

export const AuditHeadEntity = organizationEntity<OfOrganization<AuditHeadRow>>({
  name: "auditHead",
  tableName: "audit_heads",
  columns: {
    orgId: orgIdColumn("audit_heads_pkey"),
    seq: countColumn,
    ...headColumns,
  },
  foreignKeys: [toOrganization("audit_heads_org_fkey")],
  checks: checks("audit_heads_head"),
});

export const PlatformAuditEntryEntity = platformEntity<AuditEntryRow>({
  name: "platformAuditEntry",
  tableName: "platform_audit_entries",
  columns: { seq: seqColumn("platform_audit_entries_pkey"), ...entryColumns },
  checks: checks(...ENTRY_CHECKS.map((name) => `platform_audit_entries_${name}`)),
  indices: [
    { name: "platform_audit_entries_at_idx", columns: ["at"] },
    { name: "platform_audit_entries_actor_idx", columns: ["actorId", "seq"] },
    { name: "platform_audit_entries_target_idx", columns: ["targetId", "seq"] },
    { name: "platform_audit_entries_action_idx", columns: ["action", "seq"] },
  ],
});

export const PlatformAuditDetailsEntity = platformEntity<AuditDetailsRow>({
  name: "platformAuditDetails",
  tableName: "platform_audit_details",
  columns: { seq: seqColumn("platform_audit_details_pkey"), ...detailsColumns },
  foreignKeys: [
    {
      name: "platform_audit_details_entry_fkey",
      target: "platformAuditEntry",
      columnNames: ["seq"],
      referencedColumnNames: ["seq"],
    },
  ],
  checks: checks("platform_audit_details_salt_size"),
});

/** One row. */
export const PlatformAuditHeadEntity = platformEntity<AuditHeadRow & { single: boolean }>({
  name: "platformAuditHead",
  tableName: "platform_audit_heads",
  columns: {
    single: { type: "boolean", primary: true, primaryKeyConstraintName: "platform_audit_heads_pkey" },
    seq: countColumn,
    ...headColumns,
  },
  checks: checks("platform_audit_heads_single", "platform_audit_heads_head"),
});
