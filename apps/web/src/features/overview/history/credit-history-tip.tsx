import { sourceWords } from "@scrip/domain/activity";
import { Money } from "../../../components/ui/money.tsx";
import { type CreditDay, wordsOfDay } from "./credit-by-day.ts";

/** The tooltip of a day in the chart. */
export function CreditHistoryTip({ row, isToday }: { readonly row: CreditDay; readonly isToday: boolean }) {
  const { day, promotional, paid, owed, spent, expected, planned, lapses } = row;
  return (
    <div className="card min-w-44 p-3 text-13 shadow-float">
      <p className="mb-1 font-medium">{isToday ? "Today" : wordsOfDay(day)}</p>
      {promotional !== null && <Part name="Promotional" micros={promotional} look="bg-promo" />}
      {paid !== null && <Part name="Paid" micros={paid} look="bg-paid" />}
      {owed !== null && owed !== "0" && <Part name="Owed" micros={owed} look="bg-debt" />}
      {spent !== null && <Part name="Used on the day" micros={spent} look="bg-accent" />}
      {!isToday && expected !== null && <Part name="Forecast" micros={expected} look="bg-edge" />}
      {lapses.map(({ amount }, index) => (
        <Part key={`lapse ${index}`} name="Expires unused" micros={amount} look="bg-warn" />
      ))}
      {planned.map(({ amount, source }, index) => (
        <Part key={index} name={`Planned: ${sourceWords(source)}`} micros={amount} look="bg-good" />
      ))}
    </div>
  );
}

const KINDS: Partial<Record<string, "owed" | "moved">> = { Owed: "owed", "Used on the day": "moved" };

function Part({ name, micros, look }: { readonly name: string; readonly micros: string; readonly look: string }) {
  return (
    <p className="flex items-center gap-2">
      <span className={`size-2 rounded-[2px] ${look}`} />
      <span className="flex-1 text-muted">{name}</span>
      <Money micros={micros} kind={KINDS[name] ?? "available"} />
    </p>
  );
}
