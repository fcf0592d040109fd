import {
  choicesAnswer,
  chooseInput,
  inboxChanged,
  inboxPage,
  listInboxInput,
  markReadInput,
  unreadAnswer,
} from "@scrip/contract/notices/inbox";
import { organizationInput } from "@scrip/contract/wire/organization-input";
import { listChoices } from "@scrip/db/read/notices/list-choices";
import { listNotices } from "@scrip/db/read/notices/list-notices";
import { unreadNotices } from "@scrip/db/read/notices/unread-notices";
import { chooseMails } from "@scrip/usecases/notices/inbox/choose-mails";
import { inboxOwner } from "@scrip/usecases/notices/inbox/inbox-owner";
import { markRead } from "@scrip/usecases/notices/inbox/mark-read";
import { orgProcedure } from "../trpc/procedure.ts";
import { router } from "../trpc/trpc.ts";

/** The inbox of the member who calls, and the member's choice of e-mails. */
export const inboxRouter = router({
  /** A page of the inbox, newest first: notices of the kinds that the member's role may see. */
  list: orgProcedure("inbox:use", "page")
    .input(listInboxInput)
    .output(inboxPage)
    .query(({ ctx, input: { before, limit, kinds, isUnread } }) =>
      listNotices(ctx.deps.pages, inboxOwner(ctx.caller), { kinds, isUnread }, { before, limit }),
    ),

  /** How many notices the member has not read. */
  unread: orgProcedure("inbox:use", "look")
    .input(organizationInput)
    .output(unreadAnswer)
    .query(({ ctx }) => unreadNotices(ctx.deps.pages, inboxOwner(ctx.caller))),

  /** Marks a notice as read, or it and every older one. */
  markRead: orgProcedure("inbox:use")
    .input(markReadInput)
    .output(inboxChanged)
    .mutation(async ({ ctx, input: { notice, andOlder } }) => {
      await markRead(ctx.deps, ctx.caller, { notice, andOlder });
      return {};
    }),

  /** The kinds of notices that the member may see, and about which of them an e-mail comes. */
  choices: orgProcedure("inbox:use", "page")
    .input(organizationInput)
    .output(choicesAnswer)
    .query(async ({ ctx }) => ({ kinds: await listChoices(ctx.deps.pages, inboxOwner(ctx.caller)) })),

  /** Switches e-mails about some kinds on or off, for the member who calls. */
  choose: orgProcedure("inbox:use")
    .input(chooseInput)
    .output(inboxChanged)
    .mutation(async ({ ctx, input: { kinds, email } }) => {
      await chooseMails(ctx.deps, ctx.caller, { kinds, email });
      return {};
    }),
});
