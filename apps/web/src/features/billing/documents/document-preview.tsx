import { classes } from "../../../components/ui/classes.ts";
import type { Answers } from "../../../data/trpc.ts";

type Whole = Answers["billing"]["documents"]["get"];
type Party = Whole["from"];
type Printed = Whole["tables"][number];
type Fact = Whole["facts"][number];

/** A document as it is printed, in the words that are in its file. */
export function DocumentPreview({ document }: { readonly document: Whole }) {
  const { title, number, facts, from, to, tables, notes } = document;
  return (
    <article className="flex flex-col gap-6 rounded-base border border-line p-5 text-14">
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h3 className="text-20 font-strong tracking-tight">{title}</h3>
          <p className="text-muted figures">{number}</p>
        </div>
        <Facts facts={facts} />
      </header>
      <div className="grid gap-4 tablet:grid-cols-2">
        <PartyLines party={from} />
        <PartyLines party={to} />
      </div>
      {tables.map((table) => (
        <PrintedTable key={table.title} table={table} />
      ))}
      {notes.map((note) => (
        <p key={note} className="max-w-[70ch] text-13 text-pretty text-muted">
          {note}
        </p>
      ))}
    </article>
  );
}

function PartyLines({ party: { heading, name, lines } }: { readonly party: Party }) {
  return (
    <section className="min-w-0">
      <h4 className="text-13 text-muted">{heading}</h4>
      <p className="font-medium break-words">{name}</p>
      {lines.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
    </section>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5">
      {facts.map(({ label, value, isStrong }) => (
        <div key={label} className="contents">
          <dt className="text-13 text-muted">{label}</dt>
          <dd className={classes("text-right figures", isStrong && "font-strong")}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function PrintedTable({ table: { title, columns, rows, sums } }: { readonly table: Printed }) {
  const side = (place: number): string | false => columns[place]?.align === "right" && "text-right";
  return (
    <table className="w-full">
      <caption className="mb-2 text-left font-medium">{title}</caption>
      <thead>
        <tr className="border-b border-line text-12 text-muted">
          {columns.map((column, place) => (
            <th key={column.title} scope="col" className={classes("py-1.5 text-left font-medium", side(place))}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells.join(" ")} className="border-b border-line align-top">
            {cells.map((cell, place) => (
              <td key={columns[place]?.title} className={classes("py-2 figures", side(place))}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        {sums.map(({ label, value, isStrong }) => (
          <tr key={label} className={classes(isStrong && "font-strong")}>
            <th
              scope="row"
              colSpan={columns.length - 1}
              className={classes("pt-2 text-right", isStrong ? "font-strong" : "font-normal text-muted")}
            >
              {label}
            </th>
            <td className="pt-2 pl-4 text-right figures">{value}</td>
          </tr>
        ))}
      </tfoot>
    </table>
  );
}
