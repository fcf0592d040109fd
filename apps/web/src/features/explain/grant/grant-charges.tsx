import { entryLink } from "../../../components/activity/entry-link.ts";
import { Figures } from "../../../components/ui/figures.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { resourceWords } from "../../../words/resource-words.ts";
import { EntryLink } from "../parts/entry-link.tsx";

type ChargePaid = Answers["grants"]["lineage"]["charges"][number];

/** The usage that a grant paid, the newest first, with the amount from this grant. Each amount opens its entry. */
export function GrantCharges({ charges }: { readonly charges: readonly ChargePaid[] }) {
  if (charges.length === 0) return <p className="text-13 text-muted">Nothing so far.</p>;
  return (
    <Figures
      label="What it paid"
      lines={charges.map((line) => ({
        key: `${line.seq} ${line.charge?.charge ?? "reversal"}`,
        label: nameOf(line),
        note: <Note line={line} />,
        amounts: [{ micros: line.amount, link: entryLink(line.seq) }],
      }))}
    />
  );
}

function nameOf({ charge }: ChargePaid): string {
  if (charge === null) return "A payment that was reversed";
  if (charge.job !== null) return charge.job;
  return charge.resource === null ? "Usage without a job" : resourceWords(charge.resource);
}

function Note({ line: { at, amount, paidDebt, charge } }: { readonly line: ChargePaid }) {
  const isPart = charge !== null && charge.amount !== amount;
  return (
    <>
      <Time at={at} look="moment" />
      {charge?.job != null && charge.resource !== null && <>, {resourceWords(charge.resource)}</>}
      {isPart && (
        <>
          , of <Money micros={charge.amount} kind="exact" />
        </>
      )}
      {paidDebt && charge !== null && (
        <>
          , owed since <EntryLink seq={charge.seq} />
        </>
      )}
    </>
  );
}
