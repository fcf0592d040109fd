import { z } from "zod";
import { noticeIdIn, noticeIdOut } from "../wire/ids.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";
import { EVENT_KINDS, type EventKind, SEVERITIES } from "./events.ts";

const kind = z.enum(EVENT_KINDS as [EventKind, ...EventKind[]]).meta({ description: "A kind of event." });

/** The input of `inbox.list`. */
export const listInboxInput = organizationInput
  .extend({
    kinds: z
      .array(kind)
      .min(1)
      .max(EVENT_KINDS.length)
      .optional()
      .meta({ description: "Any of these kinds; all if absent." }),
    isUnread: z.boolean().optional().meta({ description: "Only notices that the member has not read." }),
    before: noticeIdIn.optional().meta({ description: "The `next` of the page before; the newest if absent." }),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ description: "A page of the caller's inbox." });

/** The output of `inbox.list`. */
export const inboxPage = z
  .object({
    notices: z
      .array(
        z.object({
          id: noticeIdOut,
          kind,
          data: z
            .record(z.string(), z.unknown())
            .meta({ description: "The values of the event, as its kind has them." }),
          at: instantOut.meta({ description: "When it happened, by the organization's time." }),
          severity: z.enum(SEVERITIES).meta({ description: "How soon people should act." }),
          isRead: z.boolean(),
        }),
      )
      .readonly(),
    next: noticeIdOut.nullable().meta({ description: "The `before` of the next page; null on the last one." }),
  })
  .meta({ description: "Notices of kinds that the member's role may see, newest first." });

/** The output of `inbox.unread`. */
export const unreadAnswer = z
  .object({
    count: z.int().meta({ description: "The notices that the member has not read; counting ends at 100." }),
    newestUrgent: noticeIdOut
      .nullable()
      .meta({ description: "The newest of them on which people should act now; null if there is none." }),
  })
  .meta({ description: "What the member has not read." });

/** The input of `inbox.markRead`. */
export const markReadInput = organizationInput
  .extend({
    notice: noticeIdIn,
    andOlder: z.boolean().default(false).meta({ description: "Whether every older notice is read, too." }),
  })
  .meta({ description: "A notice that the member has read." });

/** The output of `inbox.choices`. */
export const choicesAnswer = z
  .object({
    kinds: z
      .array(
        z.object({
          kind,
          email: z.boolean().meta({ description: "Whether the member gets an e-mail." }),
          isDefault: z.boolean().meta({ description: "Whether the member chose nothing else." }),
        }),
      )
      .readonly(),
  })
  .meta({ description: "Every kind that the member's role may see. The inbox has all of them." });

/** The input of `inbox.choose`. */
export const chooseInput = organizationInput
  .extend({
    kinds: z.array(kind).min(1).max(EVENT_KINDS.length).meta({ description: "The kinds that the choice is about." }),
    email: z.boolean().meta({ description: "Whether the member gets an e-mail about them." }),
  })
  .meta({ description: "A choice of the member about their own e-mails." });

/** The answer of a change of the caller's own inbox. */
export const inboxChanged = z.object({}).meta({ description: "Done." });
