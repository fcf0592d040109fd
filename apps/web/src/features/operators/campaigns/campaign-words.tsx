import { Badge, type Tone } from "../../../components/ui/badge.tsx";
import type { Answers } from "../../../data/trpc.ts";

/** A campaign of redeem codes. */
export type Campaign = Answers["campaigns"]["list"]["campaigns"][number];

const STATES: Readonly<Record<NonNullable<Campaign["approval"]>, { readonly tone: Tone; readonly words: string }>> = {
  wanted: { tone: "warn", words: "Waits for approval" },
  approved: { tone: "good", words: "Approved" },
  refused: { tone: "bad", words: "Refused" },
  expired: { tone: "neutral", words: "Expired" },
  withdrawn: { tone: "neutral", words: "Withdrawn" },
};

/** Whether codes of a campaign can be created: it has not ended, and has the approval that it needs. */
export function isOpen({ approval, endedAt }: Pick<Campaign, "approval" | "endedAt">): boolean {
  return endedAt === null && (approval === null || approval === "approved");
}

/** The state of a campaign that is not simply open. */
export function CampaignState({ campaign: { approval, endedAt } }: { readonly campaign: Campaign }) {
  if (endedAt !== null) return <Badge>Ended</Badge>;
  if (approval === null) return null;
  const { tone, words } = STATES[approval];
  return <Badge tone={tone}>{words}</Badge>;
}

/** How many more codes a campaign can have; `null` for any number. */
export function codesLeft({ maxCodes, codes, madeBy }: Pick<Campaign, "maxCodes" | "codes" | "madeBy">): number | null {
  if (madeBy === null) return 0;
  return maxCodes === null ? null : Math.max(0, maxCodes - codes);
}

/** Such as `100 codes, 1 use of each`. */
export function sizeWords({ maxCodes, uses }: Pick<Campaign, "maxCodes" | "uses">): string {
  const codes = maxCodes === null ? "any number of codes" : counted(maxCodes, "code");
  return `${codes}, ${uses === null ? "any number of uses" : counted(uses, "use")} of each`;
}

/** Such as `expires after 30 days, for every plan`. */
export function termsWords({ creditDays, plans }: Pick<Campaign, "creditDays" | "plans">): string {
  const life = creditDays === null ? "never expires" : `expires after ${counted(creditDays, "day")}`;
  return `${life}, for ${plans === null ? "every plan" : plans.join(", ")}`;
}

const counted = (count: number, word: string): string =>
  `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
