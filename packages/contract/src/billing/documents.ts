import { DOCUMENT_KINDS } from "@scrip/domain/billing/documents";
import { z } from "zod";
import { cursor } from "../wire/cursor.ts";
import { attemptIdOut, documentIdIn, documentIdOut, grantIdIn } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";

/** The end of a page of documents: when the last one was issued, and its id. */
const { cursorIn, cursorOut } = cursor<{ at: number; id: string }>({
  maxLength: 60,
  write: ({ at, id }) => `${at}.${id}`,
  read: (text) => {
    const [, at, id] = CURSOR.exec(text) ?? [];
    return at === undefined || id === undefined ? null : { at: Number(at), id };
  },
});
const CURSOR = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const kind = z.enum(DOCUMENT_KINDS).meta({ description: "A receipt is titled Invoice if the buyer has a tax id." });

/** The input of `billing.documents.list`. */
export const listDocumentsInput = organizationInput
  .extend({
    documentKinds: z.array(kind).min(1).max(DOCUMENT_KINDS.length).optional(),
    grant: grantIdIn.optional().meta({ description: "Documents of the payment that gave this credit." }),
    cursor: cursorIn.optional(),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ description: "A page of documents; parts of the filter are joined by `and`." });

/** The input of `billing.documents.get`, and the query of `/download/document.pdf`. */
export const getDocumentInput = organizationInput
  .extend({ document: documentIdIn })
  .meta({ description: "One document." });

const line = z
  .object({
    document: documentIdOut,
    kind,
    title: z
      .string()
      .meta({ description: "As it is printed: Receipt, Invoice, Credit note, Credit note reversal or Statement." }),
    number: z.string(),
    at: instantOut.meta({ description: "The date that is printed." }),
    attempt: attemptIdOut.nullable().meta({ description: "The payment; null for a statement." }),
    net: amountOut.nullable(),
    tax: amountOut.nullable(),
    gross: amountOut
      .nullable()
      .meta({ description: "What was paid, paid back, or not paid back after all; null for a statement." }),
  })
  .meta({ description: "A document as a line of a table." });

/** The output of `billing.documents.list`. */
export const documentsPage = z
  .object({ documents: z.array(line).readonly(), next: cursorOut.nullable() })
  .meta({ description: "A page of documents, the newest first." });

const fact = z.object({ label: z.string(), value: z.string(), isStrong: z.boolean() });
const party = z.object({ heading: z.string(), name: z.string(), lines: z.array(z.string()).readonly() });

/** The output of `billing.documents.get`. */
export const documentAnswer = line
  .extend({
    facts: z.array(fact).readonly(),
    from: party,
    to: party,
    tables: z
      .array(
        z.object({
          title: z.string(),
          columns: z.array(z.object({ title: z.string(), align: z.enum(["left", "right"]) })).readonly(),
          rows: z.array(z.array(z.string()).readonly()).readonly(),
          sums: z.array(fact).readonly(),
        }),
      )
      .readonly(),
    notes: z.array(z.string()).readonly(),
  })
  .meta({ description: "A document with everything that is printed." });
