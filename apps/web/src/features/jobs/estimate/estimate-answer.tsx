import { sourceWords } from "@scrip/domain/activity";
import { GrantLabel, KindBadge } from "../../../components/activity/grant-name.tsx";
import { AddCredit } from "../../../components/credit/add-credit.tsx";
import { Callout } from "../../../components/ui/callout.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { classes } from "../../../components/ui/classes.ts";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { type FigureLine, Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { useNowAs } from "../../../data/now.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { costWords } from "../../../words/cost-words.ts";
import { unitsWords } from "../../../words/rate-words.ts";
import { dayWords } from "../../../words/time-words.ts";
import { alertWords, besideWords, verdictOf } from "./estimate-words.ts";

type WhatIf = Answers["jobs"]["whatIf"];

interface EstimateAnswerProps {
  readonly answer: WhatIf | undefined;
  readonly unitsMilli: number;
  readonly hours: string;
  readonly isStale: boolean;
}

/** The price of the job, and whether credit covers it. */
export function EstimateAnswer({ answer, unitsMilli, hours, isStale }: EstimateAnswerProps) {
  return (
    <Card title="What would happen">
      <div aria-live="polite" aria-busy={isStale} className={classes("flex flex-col gap-4", isStale && "opacity-60")}>
        <div>
          <div className="text-40 leading-12 font-strong tracking-tight">
            {answer === undefined ? <Skeleton className="h-12 w-48" /> : <Money micros={answer.price} kind="exact" />}
          </div>
          <p className="min-h-5 text-13 text-muted figures">
            {answer !== undefined && `${costWords(answer, "hour")} × ${unitsWords(unitsMilli)} × ${hours || "0"} h`}
          </p>
        </div>
        <div className="min-h-21">
          {answer === undefined ? <Skeleton className="h-21 w-full" /> : <VerdictOf answer={answer} />}
        </div>
        {answer === undefined ? <Skeleton className="h-40 w-full" /> : <Details answer={answer} />}
      </div>
    </Card>
  );
}

function VerdictOf({ answer }: { readonly answer: WhatIf }) {
  const words = useNowAs((now) => JSON.stringify(verdictOf(answer, now)));
  const { tone, title, text, wantsCredit } = JSON.parse(words) as ReturnType<typeof verdictOf>;
  return (
    <Callout tone={tone} title={title} {...(wantsCredit && { action: <AddCredit /> })}>
      {text}
    </Callout>
  );
}

function Details({ answer }: { readonly answer: WhatIf }) {
  const beside = useNowAs((now) => besideWords(answer, now) ?? "");
  const { hold, required, spendable, lapsing } = answer;
  return (
    <>
      <section aria-label="Who pays">
        <h3 className="mb-1 text-13 font-medium">Paid by, in this order</h3>
        <PaidBy answer={answer} />
      </section>
      <DescriptionList
        items={[
          { name: "On hold at the start", value: <Money micros={hold} kind="owed" /> },
          { name: "Free credit needed to start", value: <Money micros={required} kind="owed" /> },
          { name: "Free to use now", value: <Money micros={spendable} kind="available" /> },
          { name: "Expires meanwhile, unused", value: <Money micros={lapsing} kind="available" /> },
        ]}
      />
      {beside !== "" && <p className="text-13 text-muted figures">{beside}</p>}
      {alertWords(answer).map((words) => (
        <p key={words} className="text-13 figures">
          {words}
        </p>
      ))}
    </>
  );
}

function PaidBy({ answer: { paidBy, charged, becameOwed } }: { readonly answer: WhatIf }) {
  const lines = useNowAs((now) => JSON.stringify(paidBy.map(({ expiresAt }) => noteOf(expiresAt, now))));
  const notes = JSON.parse(lines) as string[];
  if (charged === "0") return <p className="text-13 text-muted">Nothing would be charged.</p>;
  return (
    <Figures
      label="Who pays"
      lines={[
        ...paidBy.map(
          ({ grant, source, kind, amount }, index): FigureLine => ({
            key: grant ?? `coming ${index}`,
            label:
              grant === null ? (
                <Coming source={source} kind={kind} />
              ) : (
                <GrantLabel grant={grant} source={source} kind={kind} />
              ),
            note: notes[index],
            amounts: [{ micros: amount }],
          }),
        ),
        ...(becameOwed === "0"
          ? []
          : [{ key: "owed", label: "Owed afterwards", amounts: [{ micros: becameOwed, tone: "bad" as const }] }]),
        { key: "charged", label: "In all", isTotal: true, amounts: [{ micros: charged }] },
      ]}
    />
  );
}

/** A grant that is not there yet. */
const Coming = ({ source, kind }: Pick<WhatIf["paidBy"][number], "source" | "kind">) => (
  <span className="flex flex-wrap items-center gap-2">
    <span className="inline-block first-letter:uppercase">{sourceWords(source)}, to come</span>
    <KindBadge kind={kind} />
  </span>
);

const noteOf = (expiresAt: string | null, now: number): string =>
  expiresAt === null ? "Never expires" : `Expires on ${dayWords(Date.parse(expiresAt), now)}`;
