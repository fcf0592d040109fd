import { Sample } from "./section.tsx";

const SIZES = [
  ["text-40", "40 strong", "font-strong"],
  ["text-28", "28 strong", "font-strong"],
  ["text-20", "20 strong", "font-strong"],
  ["text-16", "16 medium", "font-medium"],
  ["text-14", "14 regular", ""],
  ["text-13", "13 regular", ""],
  ["text-12", "12 regular", ""],
] as const;

export function TypeSamples() {
  return (
    <div className="flex flex-col gap-3">
      {SIZES.map(([size, name, weight]) => (
        <Sample key={name} name={name}>
          <span className={`${size} ${weight} figures`}>Available $1,234.56</span>
        </Sample>
      ))}
      <Sample name="prose, at most 70 characters a line">
        <p className="max-w-[70ch] text-14 text-muted">
          A settle charges the part of a hold that was used; the rest stays held for the next epoch. What no credit
          covers becomes owed, and the next credit pays it first.
        </p>
      </Sample>
    </div>
  );
}
