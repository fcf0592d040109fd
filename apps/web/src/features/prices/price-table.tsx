import { Badge } from "../../components/ui/badge.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Money } from "../../components/ui/money.tsx";
import { rateWords } from "../../words/rate-words.ts";
import { KIND_TITLES, type KindOfWork, UNIT_WORDS } from "../../words/unit-words.ts";
import { type PriceRow, shortTypicalWords, typicalPrice, typicalWords } from "./price-rows.ts";

interface PriceTableProps {
  readonly kind: KindOfWork;
  readonly rows: readonly PriceRow[];
}

/** The prices of one kind of work, with what a typical amount costs. */
export function PriceTable({ kind, rows }: PriceTableProps) {
  const title = KIND_TITLES[kind];
  return (
    <Card title={title} isFlush>
      <table className="w-full table-fixed border-collapse text-14">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="border-b border-line text-12 text-muted">
            <th scope="col" className="h-9 px-4 text-left font-medium">
              Resource
            </th>
            <th scope="col" className="w-40 px-4 text-right font-medium tablet:w-56">
              Price
            </th>
            <th scope="col" className="w-44 px-4 text-right font-medium max-tablet:hidden">
              {typicalWords(kind).replace(/^./, (first) => first.toUpperCase())}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.resource} className="align-baseline">
              <th scope="row" className="px-4 py-2 text-left font-regular">
                <Name row={row} />
              </th>
              <td className="px-4 py-2 text-right">
                <Price row={row} />
                <span className="mt-0.5 block text-12 text-muted tablet:hidden">
                  <Typical kind={kind} rate={row.rate} hasWords />
                </span>
              </td>
              <td className="px-4 py-2 text-right whitespace-nowrap text-muted max-tablet:hidden">
                <Typical kind={kind} rate={row.rate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Name({ row: { title, resource, isByContract, included } }: { readonly row: PriceRow }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {title}
        {isByContract && <Badge tone="accent">Contract</Badge>}
      </span>
      <code className="block font-mono text-12 text-muted max-tablet:hidden">{resource}</code>
      {included.length > 0 && <span className="block text-12 text-muted">{includedWords(included)}</span>}
    </>
  );
}

/** `Included: Free 100 GB, Pro 500 GB, Enterprise unlimited`. */
function includedWords(included: PriceRow["included"]): string {
  const parts = included.map(({ plan, amount }) =>
    typeof amount === "number" ? `${plan} ${amount.toLocaleString("en-US")} GB` : `${plan} ${amount}`,
  );
  return `Included: ${parts.join(", ")}`;
}

function Price({ row: { rate, listRate, unit } }: { readonly row: PriceRow }) {
  if (rate === null) return <span className="text-muted">By contract</span>;
  return (
    <>
      <span className="whitespace-nowrap figures">
        {listRate !== null && (
          <>
            <span className="sr-only">List price </span>
            <s className="mr-2 text-muted">{rateWords(listRate)}</s>
            <span className="sr-only">, by contract </span>
          </>
        )}
        <span className="font-medium">{rateWords(rate)}</span>
      </span>{" "}
      <span className="text-13 whitespace-nowrap text-muted">{UNIT_WORDS[unit]}</span>
    </>
  );
}

interface TypicalProps {
  readonly kind: KindOfWork;
  readonly rate: string | null;
  /** The amount is named beside its price, where no column names it. */
  readonly hasWords?: boolean;
}

function Typical({ kind, rate, hasWords = false }: TypicalProps) {
  if (rate === null) return hasWords ? null : <>–</>;
  return (
    <>
      {hasWords && `${shortTypicalWords(kind)}: `}
      <Money micros={typicalPrice(kind, rate)} kind="exact" />
    </>
  );
}
