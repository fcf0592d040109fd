import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const memberRemoved: Template<"member_removed"> = ({ organization }) => ({
  subject: `You are no longer a member of ${organization}`,
  lines: [
    line`You were removed from the organization ${organization}. Your account and your other organizations stay.`,
  ],
});
