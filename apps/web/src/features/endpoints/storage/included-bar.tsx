import { includedWords } from "./storage-words.ts";

interface IncludedBarProps {
  /** Digits of bytes. */
  readonly bytes: string;
  /** What the plan includes, in digits of bytes; above "0". */
  readonly included: string;
}

/** What is stored beside what the plan includes, as a bar: the included part, and the part that is charged. */
export function IncludedBar({ bytes, included }: IncludedBarProps) {
  const stored = BigInt(bytes);
  const limit = BigInt(included);
  const whole = stored > limit ? stored : limit;
  const free = stored > limit ? limit : stored;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4 text-14">
        <span className="min-w-0">Stored now</span>
        <span className="shrink-0 text-muted figures">{includedWords({ bytes, included })}</span>
      </div>
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-small bg-sunken">
        <span className="bg-edge" style={{ width: percent(free, whole) }} />
        <span className="bg-accent" style={{ width: percent(stored - free, whole) }} />
      </div>
    </div>
  );
}

const percent = (part: bigint, whole: bigint): string => `${Number((part * 10_000n) / whole) / 100}%`;
