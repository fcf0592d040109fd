import { line } from "./line.ts";
import type { Template } from "./template.ts";

export const documentIssued: Template<"document_issued"> = ({ organization, title, number, total, url }) => ({
  subject: `${title} ${number} for ${organization}`,
  lines: [
    total === null
      ? line`${title} ${number} for the organization ${organization} is ready.`
      : line`${title} ${number} over ${total} for the organization ${organization} is ready.`,
  ],
  ...(url !== null && { action: { label: `Open ${title.toLowerCase()} ${number}`, url } }),
  notes: [line`Whoever may see the payments of the organization can download it there, at any time.`],
});
