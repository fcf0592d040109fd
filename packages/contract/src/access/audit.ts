import { AUDIT_ACTIONS, type AuditAction } from "@scrip/domain/audit-actions";
import { AUDIT_ACTOR_TYPES, AUDIT_OUTCOMES } from "@scrip/domain/audit-entry";
import { z } from "zod";
import { organizationInput } from "../wire/organization-input.ts";
import { plainText } from "../wire/text.ts";
import { instantIn, instantOut } from "../wire/time.ts";

/** An action of this version. */
export const auditAction = z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]);

const ACTOR = /^(?:person|key)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The parts of a filter of an audit log, joined by `and`. */
export const auditFilter = {
  actor: z
    .string()
    .regex(ACTOR, 'must be an id that begins with "person_" or "key_"')
    .transform((id) => ACTOR.exec(id)?.[1] ?? id)
    .optional()
    .meta({ description: "Entries by this person or key, and entries about this person or key." }),
  actions: z
    .array(auditAction)
    .min(1)
    .max(auditAction.options.length)
    .optional()
    .meta({ description: "Any of these." }),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  text: plainText(200)
    .optional()
    .meta({ description: "A part of the action, of an id, or of the details, in any case." }),
  from: instantIn.optional().meta({ description: "Entries at or after this instant." }),
  until: instantIn.optional().meta({ description: "Entries before this instant." }),
};

/** The page of a log that a call wants. */
export const auditWindow = {
  before: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "Entries before this number; from the newest entry, if not given." }),
  limit: z.int().min(1).max(200).default(50),
};

/** The input of `audit.list`. */
export const listAuditInput = organizationInput
  .extend({ ...auditFilter, ...auditWindow })
  .meta({ description: "A page of the audit log, newest first; parts of the filter are joined by `and`." });

/** The input of `operators.audit`. */
export const listPlatformAuditInput = z
  .strictObject({ ...auditFilter, ...auditWindow })
  .meta({ description: "A page of the platform's audit log, newest first; parts of the filter are joined by `and`." });

/** The query of the file of an audit log. */
export const downloadAuditInput = organizationInput
  .extend(auditFilter)
  .meta({ description: "The entries of a file; parts of the filter are joined by `and`." });

/** An entry of an audit log. */
export const auditLine = z
  .object({
    seq: z.int(),
    at: instantOut,
    actor: z.object({
      type: z.enum(AUDIT_ACTOR_TYPES),
      id: z.string().nullable().meta({ description: "`person_…` or `key_…`; null for the system." }),
      name: z.string().nullable().meta({ description: "The name of today; null if it is not known." }),
    }),
    action: z.string().meta({ description: "Such as `member.invited`." }),
    target: z
      .object({ type: z.string(), id: z.string(), name: z.string().nullable() })
      .nullable()
      .meta({ description: "What the action was about." }),
    outcome: z.enum(AUDIT_OUTCOMES),
    details: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .nullable()
      .meta({ description: "Null if the entry never had details, or if they were erased." }),
    isErased: z.boolean().meta({ description: "The details were erased with a person." }),
    hash: z.string().meta({ description: "SHA-256 in hex." }),
    previousHash: z.string().meta({ description: "The hash of the entry before; 64 zeros for the first entry." }),
  })
  .meta({ description: "An entry of an audit log." });

/** The output of `audit.list`. */
export const auditPage = z
  .object({
    lines: z.array(auditLine).readonly(),
    next: z.int().nullable().meta({ description: "The `before` of the next page; null on the last page." }),
  })
  .meta({ description: "A page of an audit log." });

/** The output of `audit.actors`. */
export const auditActors = z
  .object({ actors: z.array(z.object({ id: z.string(), name: z.string() })).readonly() })
  .meta({ description: "Who acted, to filter by: by name." });
