import { type CampaignSize, campaignNeedsApproval, campaignTotal } from "@scrip/domain/plans/codes";
import { Callout } from "../../../components/ui/callout.tsx";
import { Money } from "../../../components/ui/money.tsx";
import type { Answers } from "../../../data/trpc.ts";

/** What an operator may give alone by campaigns, and what they gave. */
export type Alone = Answers["campaigns"]["list"]["alone"];

/** Whether a campaign of this size waits for another operator. */
export function waits(size: CampaignSize | null, alone: Alone | undefined): boolean {
  if (size === null || alone === undefined) return false;
  return campaignNeedsApproval(size, BigInt(alone.used), BigInt(alone.limit));
}

interface CampaignMeaningProps {
  readonly size: CampaignSize | null;
  readonly alone: Alone | undefined;
}

/** The most that a campaign can give, and whether another operator must approve it. */
export function CampaignMeaning({ size, alone }: CampaignMeaningProps) {
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      {size !== null && <Total size={size} />}
      {alone !== undefined && waits(size, alone) && <Approval alone={alone} />}
    </div>
  );
}

function Total({ size }: { readonly size: CampaignSize }) {
  const { amount, uses, maxCodes } = size;
  const total = campaignTotal(size);
  return (
    <dl className="rounded-base border border-line px-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 py-2 text-14">
        <dt className="text-muted">At most in all</dt>
        <dd className="text-end">
          {total === null ? (
            <span className="font-medium">No limit</span>
          ) : (
            <span className="font-medium">
              <Money micros={total} kind="exact" />
            </span>
          )}
          <span className="block text-13 text-muted figures">
            {countWords(maxCodes, "code")} × {countWords(uses, "use")} × <Money micros={amount} kind="exact" />
          </span>
        </dd>
      </div>
    </dl>
  );
}

const countWords = (count: number | null, word: string): string =>
  count === null ? `any number of ${word}s` : `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;

function Approval({ alone: { limit, used } }: { readonly alone: Alone }) {
  return (
    <Callout tone="warn" title="Another operator must approve this">
      It waits for seven days, and its codes can be created afterwards. One operator may give <Money micros={limit} />{" "}
      by campaigns within 24 hours
      {used === "0" ? (
        "."
      ) : (
        <>
          ; yours of that time can give <Money micros={used} kind="exact" />.
        </>
      )}
    </Callout>
  );
}
