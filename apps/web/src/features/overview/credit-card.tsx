import type { ReactNode } from "react";
import { entryLink } from "../../components/activity/entry-link.ts";
import { DescriptionList } from "../../components/ui/description-list.tsx";
import { figureSize } from "../../components/ui/figure-size.ts";
import { Meter } from "../../components/ui/meter.tsx";
import { Money } from "../../components/ui/money.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Time } from "../../components/ui/time.tsx";
import { Tooltip } from "../../components/ui/tooltip.tsx";
import { useTint } from "../../components/ui/use-tint.ts";
import { useNowAs } from "../../data/now.tsx";
import type { Answers } from "../../data/trpc.ts";
import { dayWords, exactWords } from "../../words/time-words.ts";
import { runwayWords } from "./runway-words.ts";

type Overview = Answers["overview"]["get"];

/** The available credit, how long it lasts, and its parts. */
export function CreditCard({ overview }: { readonly overview: Overview | undefined }) {
  return (
    <section
      aria-labelledby="available"
      aria-busy={overview === undefined}
      className="card grid gap-6 p-4 tablet:p-6 desktop:grid-cols-[minmax(0,1fr)_24rem] desktop:gap-12"
    >
      <div className="flex min-w-0 flex-col gap-1">
        <h2 id="available" className="text-13 text-muted">
          Available
        </h2>
        {overview === undefined ? <Skeleton className="h-12 w-56" /> : <Available overview={overview} />}
        <div className="mt-1 min-h-12 tablet:min-h-6">
          {overview === undefined ? <Skeleton className="h-5 w-80 max-w-full" /> : <Runway overview={overview} />}
        </div>
        <div className="mt-4">
          {overview === undefined ? <Skeleton className="h-11 w-full max-w-120" /> : <Usage usage={overview.usage} />}
        </div>
        <div className="mt-auto pt-4">
          {overview === undefined ? (
            <Skeleton className="h-10 w-full max-tablet:h-17" />
          ) : (
            <Parts overview={overview} />
          )}
        </div>
      </div>
      <div className="border-line max-desktop:border-t max-desktop:pt-2 desktop:border-l desktop:pl-6">
        <DescriptionList
          items={[
            { name: "Next to expire", value: overview && <NextExpiry next={overview.nextExpiry} /> },
            {
              name: "Expiring within 7 days",
              value: overview && <Money micros={overview.expiring} kind="available" />,
            },
            { name: "Owed", value: overview && <Owed micros={overview.owed} /> },
          ].map(({ name, value }) => ({ name, value: value ?? <Skeleton className="h-3.5 w-20" /> }))}
        />
      </div>
    </section>
  );
}

function Available({ overview: { available, seq } }: { readonly overview: Overview }) {
  const tinted = useTint<HTMLDivElement>(available);
  return (
    <div ref={tinted} className={`-mx-1 w-fit rounded-base px-1 ${figureSize(available)} font-strong tracking-tight`}>
      <Money micros={available} kind="available" {...(seq > 0 && { link: entryLink(seq) })} />
    </div>
  );
}

function Runway({ overview }: { readonly overview: Overview }) {
  const words = useNowAs((now) => runwayWords(overview, now));
  const { at } = overview.runway;
  const sentence = <p className="max-w-[70ch] text-16 figures">{words}</p>;
  return at === null ? sentence : <Tooltip content={exactWords(Date.parse(at))}>{sentence}</Tooltip>;
}

/** What was used today and this month, and what the month comes to. */
function Usage({ usage: { today, month, projected, monthEndsAt } }: Pick<Overview, "usage">) {
  const lastDay = useNowAs((now) => dayWords(Date.parse(monthEndsAt) - 1, now));
  const rule = `What was used this month, and what the running jobs cost until the end of ${lastDay}, as far as credit goes.`;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      <Figure name="Used today">
        <Money micros={today} />
      </Figure>
      <Figure name="Used this month">
        <Money micros={month} />
      </Figure>
      <Tooltip content={rule}>
        <div className="min-w-0">
          <dt className="text-13 text-muted">Projected until {lastDay}</dt>
          <dd className="text-16 font-medium">
            <Money micros={projected} />
          </dd>
        </div>
      </Tooltip>
    </dl>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-13 text-muted">{name}</dt>
      <dd className="text-16 font-medium">{children}</dd>
    </div>
  );
}

function Parts({ overview: { promotional, paid, reserved } }: { readonly overview: Overview }) {
  return (
    <Meter
      label="What credit is made of"
      parts={[
        { key: "promo", role: "promo", label: "Promotional", micros: promotional },
        { key: "paid", role: "paid", label: "Paid", micros: paid },
        { key: "reserved", role: "reserved", label: "On hold", micros: reserved },
      ]}
    />
  );
}

const Owed = ({ micros }: { readonly micros: string }) => (
  <Money micros={micros} kind="owed" tone={micros === "0" ? "plain" : "bad"} />
);

function NextExpiry({ next }: { readonly next: Overview["nextExpiry"] }) {
  if (next === null) return <span className="text-muted">Nothing expires</span>;
  return (
    <>
      <Money micros={next.amount} kind="available" />{" "}
      <span className="text-muted">
        <Time at={next.at} look="moment" />
      </span>
    </>
  );
}
