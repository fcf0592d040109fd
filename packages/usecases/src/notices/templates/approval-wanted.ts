import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const approvalWanted: Template<"approval_wanted"> = ({ url, organization, act, askedBy, reason }) => ({
  subject: `Approval needed: ${act}`,
  lines: [
    organization === null
      ? line`${askedBy} asks for the approval of a second operator: ${act}.`
      : line`${askedBy} asks for the approval of a second operator: ${act} for the organization ${organization}.`,
    line`The reason: ${reason}`,
  ],
  action: { label: "Look at the request", url },
});
