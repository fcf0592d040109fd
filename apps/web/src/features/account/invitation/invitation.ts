import type { Answers } from "../../../data/trpc.ts";

/** What an invitation offers. */
export type Invitation = Answers["invitations"]["look"];
