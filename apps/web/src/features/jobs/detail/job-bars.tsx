import { useMemo } from "react";
import { entryLink } from "../../../components/activity/entry-link.ts";
import { type Bar, Bars } from "../../../components/ui/bars.tsx";
import { Card } from "../../../components/ui/card.tsx";
import { useIsPhone } from "../../../components/ui/use-media.ts";
import type { Answers } from "../../../data/trpc.ts";
import { EpochTip } from "./epoch-tip.tsx";
import { decisionWords, type Epoch, epochSentence, epochTone } from "./epoch-words.ts";

type Story = Answers["jobs"]["story"];

/** More bars than this are too thin to point at. */
const MOST_BARS = 200;
const MOST_BARS_OF_A_PHONE = 60;

/** The cost of each epoch of a job as bars, for two epochs or more. */
export function JobBars({ story }: { readonly story: Story }) {
  const most = useIsPhone() ? MOST_BARS_OF_A_PHONE : MOST_BARS;
  const { epochs, nextLeg } = story;
  const shown = useMemo(() => epochs.slice(-most), [epochs, most]);
  const bars = useMemo(() => shown.map(barOf), [shown]);
  const first = shown[0];
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return null;
  const isAll = nextLeg === null && shown.length === epochs.length;
  return (
    <Card title="Cost per epoch" actions={<Count isAll={isAll} shown={shown.length} last={last} />}>
      <Bars label="Cost per epoch" bars={bars} from={`Epoch ${first.leg}`} until={`Epoch ${last.leg}`} />
    </Card>
  );
}

const barOf = (epoch: Epoch): Bar => ({
  key: `${epoch.leg}`,
  label: epochSentence(epoch),
  micros: epoch.amount,
  tone: epochTone(epoch),
  tooltip: <EpochTip epoch={epoch} decision={decisionWords(epoch)} />,
  link: epoch.seq === null ? null : entryLink(epoch.seq),
});

function Count({ isAll, shown, last }: { readonly isAll: boolean; readonly shown: number; readonly last: Epoch }) {
  if (isAll) return <span className="text-13 text-muted figures">{shown} epochs</span>;
  return (
    <span className="text-13 text-muted figures">
      The newest {shown} of {last.leg.toLocaleString("en")}
    </span>
  );
}
