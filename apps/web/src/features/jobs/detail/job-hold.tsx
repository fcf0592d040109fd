import { sourceWords } from "@scrip/domain/activity";
import { Card } from "../../../components/ui/card.tsx";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { Meter, type MeterPart } from "../../../components/ui/meter.tsx";
import { Money } from "../../../components/ui/money.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Answers } from "../../../data/trpc.ts";
import { HoldTable } from "./hold-table.tsx";

type Hold = Answers["jobs"]["story"]["holds"][number];

/** The credit that is on hold for a job, by grant, and its earlier holds. */
export function JobHold({ story: { holds, job } }: { readonly story: Answers["jobs"]["story"] }) {
  const open = holds.find(({ state }) => state === "open");
  const past = holds.filter((hold) => hold !== open);
  return (
    <Card title="On hold">
      {open === undefined ? <NoHold hasEnded={job.endedAt !== null} /> : <OpenHold hold={open} />}
      {past.length > 0 && <HoldTable holds={past} />}
    </Card>
  );
}

function OpenHold({ hold }: { readonly hold: Hold }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-28 font-strong tracking-tight">
        <Money micros={hold.open} kind="available" />
      </p>
      <Meter label="What remains of it, by where it comes from, and what was used" parts={partsOf(hold)} />
      <div className="border-t border-line">
        <DescriptionList items={factsOf(hold)} />
      </div>
    </div>
  );
}

const factsOf = ({ reserved, released, silentAt }: Hold) => [
  { name: "Put on hold in all", value: <Money micros={reserved} /> },
  { name: "Released", value: <Money micros={released} /> },
  ...(silentAt === null ? [] : [{ name: "Released if not reported", value: <Time at={silentAt} /> }]),
];

/** A hold that lives long had many grants: those of which nothing is on hold any more are left out. */
const partsOf = ({ slices, settled }: Hold): MeterPart[] => [
  ...slices.flatMap(({ source, kind, open }, index): MeterPart[] => {
    if (open === "0") return [];
    const [role, name] = kind === "paid" ? (["paid", "Paid"] as const) : (["promo", "Promotional"] as const);
    return [{ key: `${index}`, role, label: `${name}: ${sourceWords(source)}`, micros: open }];
  }),
  { key: "used", role: "used", label: "Used", micros: settled },
];

/** Explains why nothing is on hold, so that an empty card does not look like a fault. */
function NoHold({ hasEnded }: { readonly hasEnded: boolean }) {
  const why = hasEnded ? "The job has ended." : "While the job runs, credit is on hold for what it does next.";
  return <p className="text-13 text-muted">Nothing. {why}</p>;
}
