import { listPrice } from "@scrip/domain/list-price";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Card } from "../../components/ui/card.tsx";
import { Field } from "../../components/ui/field.tsx";
import { Money } from "../../components/ui/money.tsx";
import { NativeSelect } from "../../components/ui/native-select.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { costOf, costWords, spanOf } from "../../words/cost-words.ts";
import { milliOf } from "../../words/milli-of.ts";
import type { Unit } from "../../words/unit-words.ts";
import type { PriceRow } from "./price-rows.ts";

const NOT_A_NUMBER = "Enter a number with at most three decimals.";

/** The names of the fields of each unit. What is not measured in time has one field. */
const FIELDS: Readonly<Record<Unit, { readonly count: string; readonly length: string | null }>> = {
  hour: { count: "Units, such as GPUs", length: "Hours" },
  "gb-month": { count: "GB", length: "Months" },
  gb: { count: "GB", length: null },
  each: { count: "Number", length: null },
};

/** Prices an amount of a resource exactly, while a person types. The address has what was typed, so it can be shared. */
export function Calculator({ rows }: { readonly rows: readonly PriceRow[] }) {
  const search = useSearch({ from: "/prices" });
  const navigate = useNavigate({ from: "/prices" });
  // A field may be empty while a person types; the address leaves an empty text out.
  const [{ units, length }, setTyped] = useState({ units: search.units ?? "1", length: search.length ?? "1" });
  const priced = rows.filter(({ cost }) => cost !== null);
  const row = priced.find(({ resource }) => resource === search.resource) ?? priced[0];
  if (row === undefined)
    return (
      <Card title="Calculator">
        <Skeleton className="h-52 w-full" />
      </Card>
    );
  const cost = row.cost === null ? 0n : (costOf(row.cost) ?? 0n);
  const fields = FIELDS[row.unit];
  const countMilli = milliOf(units);
  const lengthMilli = fields.length === null ? 1000 : milliOf(length);
  const keep = (name: "resource" | "units" | "length", text: string) =>
    void navigate({ search: (now) => ({ ...now, [name]: text }), replace: true, resetScroll: false });
  const type = (name: "units" | "length") => (text: string) => {
    setTyped((now) => ({ ...now, [name]: text }));
    keep(name, text);
  };
  return (
    <Card title="Calculator">
      <div className="flex flex-col gap-3">
        <Field label="Resource">
          <NativeSelect
            label="Resource"
            value={row.resource}
            onChange={(resource) => keep("resource", resource)}
            options={priced.map(({ resource, title }) => ({ value: resource, label: title }))}
          />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={fields.count} error={countMilli === null ? NOT_A_NUMBER : undefined}>
            <TextInput value={units} onChange={type("units")} isNumeric inputMode="decimal" autoComplete="off" />
          </Field>
          {fields.length !== null && (
            <Field label={fields.length} error={lengthMilli === null ? NOT_A_NUMBER : undefined}>
              <TextInput value={length} onChange={type("length")} isNumeric inputMode="decimal" autoComplete="off" />
            </Field>
          )}
        </div>
        <output aria-label="Price" className="flex flex-col gap-0.5 border-t border-line pt-3">
          <span className="text-28 font-strong tracking-tight">
            {countMilli === null || lengthMilli === null ? (
              "–"
            ) : (
              <Money micros={listPrice(cost, countMilli, lengthMilli, row.unit)} kind="exact" />
            )}
          </span>
          <span className="text-13 text-muted">
            {row.cost !== null && costWords(row.cost, row.unit, spanOf(row.kinds))}
            {row.included.length > 0 && ". What your plan includes costs nothing."}
          </span>
        </output>
      </div>
    </Card>
  );
}
