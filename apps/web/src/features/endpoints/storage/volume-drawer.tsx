import { useQuery } from "@tanstack/react-query";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { Drawer } from "../../../components/ui/drawer.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { Fact, Facts } from "../../../components/ui/facts.tsx";
import { Skeleton } from "../../../components/ui/skeleton.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { problemOf } from "../../../data/problem.ts";
import type { Answers } from "../../../data/trpc.ts";
import { sizeWords } from "../../../words/size-words.ts";
import { volumeQuery } from "./storage-query.ts";
import { exactSizeWords, projectWords } from "./storage-words.ts";

interface VolumeDrawerProps {
  readonly org: string;
  readonly volume: string | undefined;
  readonly onClose: () => void;
}

/** A volume: its labels, and how its size changed. */
export function VolumeDrawer({ org, volume, onClose }: VolumeDrawerProps) {
  return (
    <Drawer
      isOpen={volume !== undefined}
      onClose={onClose}
      title={volume ?? ""}
      actions={<CopyButton text={location.href} label="Copy the link to this volume" />}
    >
      {volume !== undefined && <Sizes org={org} volume={volume} />}
    </Drawer>
  );
}

function Sizes({ org, volume }: { readonly org: string; readonly volume: string }) {
  const { data, error, refetch } = useQuery(volumeQuery(org, volume));
  if (data === undefined && error !== null) {
    if (problemOf(error).kind === "missing")
      return <p className="text-14 text-muted">No volume of this organization is called “{volume}”.</p>;
    return <ErrorState title="The volume could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined) return <Skeleton className="h-48 w-full" />;
  return (
    <div className="flex flex-col gap-6">
      <Facts>
        <Fact name="Stored now">{exactSizeWords(data.bytes)}</Fact>
        <Fact name="Since">
          <Time at={data.since} look="moment" />
        </Fact>
        <Fact name="Resource">{data.resource}</Fact>
        <Fact name="Project">{projectWords(data.project)}</Fact>
        <Fact name="Member">{data.member ?? "–"}</Fact>
      </Facts>
      <section aria-labelledby="sizes" className="flex flex-col gap-2">
        <h3 id="sizes" className="text-14 font-strong">
          Sizes, newest first
        </h3>
        <ul className="flex flex-col">
          {data.sizes.map((size, index) => (
            <SizeLine key={index} size={size} before={data.sizes[index + 1]?.bytes} />
          ))}
        </ul>
      </section>
    </div>
  );
}

interface SizeLineProps {
  readonly size: Answers["storage"]["get"]["sizes"][number];
  /** The size before it; `undefined` if it is the first one that is known. */
  readonly before: string | undefined;
}

function SizeLine({ size: { at, bytes }, before }: SizeLineProps) {
  return (
    <li className="flex items-baseline justify-between gap-4 border-b border-line py-2 text-14 last:border-b-0">
      <span className="text-muted">
        <Time at={at} look="moment" />
      </span>
      <span className="flex items-baseline gap-3 figures">
        {before !== undefined && <span className="text-13 text-muted">{changeWords(bytes, before)}</span>}
        {bytes === "0" ? "Deleted" : sizeWords(bytes)}
      </span>
    </li>
  );
}

/** How much larger or smaller, such as `+50 GB`. */
function changeWords(bytes: string, before: string): string {
  const change = BigInt(bytes) - BigInt(before);
  return change < 0n ? `−${sizeWords(`${-change}`)}` : `+${sizeWords(`${change}`)}`;
}
