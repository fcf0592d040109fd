import { Badge } from "../../components/ui/badge.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Money } from "../../components/ui/money.tsx";
import { type Cost, costWords, shapeLines, spanOf } from "../../words/cost-words.ts";
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
                <Price row={row} kind={kind} />
                <span className="mt-0.5 block text-12 text-muted tablet:hidden">
                  <Typical kind={kind} cost={row.cost} hasWords />
                </span>
              </td>
              <td className="px-4 py-2 text-right whitespace-nowrap text-muted max-tablet:hidden">
                <Typical kind={kind} cost={row.cost} />
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

interface PriceProps {
  readonly row: PriceRow;
  readonly kind: KindOfWork;
}

function Price({ row: { cost, listCost, unit }, kind }: PriceProps) {
  const span = spanOf([kind]);
  if (cost === null) return <span className="text-muted">By contract</span>;
  const list = listCost !== null && (
    <>
      <span className="sr-only">List price </span>
      <s className="mr-2 text-muted">
        {listCost.rateNanos === null ? costWords(listCost, unit, span) : rateWords(listCost.rateNanos)}
      </s>
      <span className="sr-only">, by contract </span>
    </>
  );
  if (cost.priceShape !== null)
    return (
      <>
        {list}
        <ul className="flex flex-col gap-0.5 text-13 text-pretty figures first-line:font-medium">
          {shapeLines(cost.priceShape, unit, span).map((line) => (
            <li key={line}>{line}</li>
          ))}
          <li className="text-muted">
            {kind === "training" ? "Counted over a job" : "Counted over the month, in UTC"}
          </li>
        </ul>
      </>
    );
  return (
    <>
      <span className="whitespace-nowrap figures">
        {list}
        <span className="font-medium">{rateWords(cost.rateNanos ?? "0")}</span>
      </span>{" "}
      <span className="text-13 whitespace-nowrap text-muted">{UNIT_WORDS[unit]}</span>
    </>
  );
}

interface TypicalProps {
  readonly kind: KindOfWork;
  readonly cost: Cost | null;
  /** The amount is named beside its price, where no column names it. */
  readonly hasWords?: boolean;
}

function Typical({ kind, cost, hasWords = false }: TypicalProps) {
  if (cost === null) return hasWords ? null : <>–</>;
  return (
    <>
      {hasWords && `${shortTypicalWords(kind)}: `}
      <Money micros={typicalPrice(kind, cost)} kind="exact" />
    </>
  );
}
