import { entryLink } from "../../../components/activity/entry-link.ts";
import { KindBadge } from "../../../components/activity/grant-name.tsx";
import { LineMoney } from "../../../components/activity/line-money.tsx";
import { LineTitle } from "../../../components/activity/line-title.tsx";
import { Money } from "../../../components/ui/money.tsx";
import type { Column, RowLink } from "../../../components/ui/table-props.ts";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { ActivityLine } from "../../../words/line-words.ts";
import { resourceWords } from "../../../words/resource-words.ts";

/** The columns of the history. On a phone the whole row is one link, so the job in it is only text. */
export const columnsOf = (org: string, isPhone: boolean): readonly Column<ActivityLine>[] => [
  { key: "at", header: "Date", width: "8.5rem", phone: "note", cell: ({ at }) => <When at={at} /> },
  { key: "what", header: "What", width: "minmax(0,1.2fr)", phone: "title", cell: (line) => <LineTitle line={line} /> },
  {
    key: "job",
    header: "For",
    width: "minmax(0,1.3fr)",
    phone: "detail",
    cell: (line) => (isPhone ? <AboutInShort line={line} /> : <About org={org} line={line} />),
  },
  {
    key: "labels",
    header: "Resource, project, member",
    width: "minmax(0,1.5fr)",
    needs: "middle",
    phone: "none",
    cell: (line) => <Labels line={line} />,
  },
  {
    key: "amount",
    header: "Amount",
    width: "8rem",
    align: "end",
    phone: "value",
    cell: (line) => <LineMoney line={line} />,
  },
  {
    key: "balance",
    header: "Balance",
    width: "8rem",
    align: "end",
    phone: "none",
    cell: (line) => <Balance line={line} />,
  },
];

/** A row opens its explanation in the drawer. */
export const explained = ({ seq }: ActivityLine): RowLink => entryLink(seq);

const When = ({ at }: { readonly at: string }) => (
  <span className="text-muted">
    <Time at={at} look="moment" />
  </span>
);

/** The job of a line, or the kind of its grant. */
function About({ org, line: { job, grant } }: { readonly org: string; readonly line: ActivityLine }) {
  if (job !== null)
    return (
      <TextLink to="/o/$org/jobs/$job" params={{ org, job }} isQuiet>
        {job}
      </TextLink>
    );
  if (grant === null) return null;
  return <KindBadge kind={grant.kind} />;
}

function AboutInShort({ line }: { readonly line: ActivityLine }) {
  if (line.job !== null) return line.job;
  if (line.grant !== null) return line.grant.kind === "paid" ? "Paid" : "Promotional";
  return <Labels line={line} />;
}

function Labels({ line: { resource, project, member } }: { readonly line: ActivityLine }) {
  const known = [resource && resourceWords(resource), project, member].filter((label) => label !== null);
  return <span className="text-13 text-muted">{known.join(" · ")}</span>;
}

/** The credit that was available after the entry, or the debt. */
function Balance({ line: { balance } }: { readonly line: ActivityLine }) {
  if (balance.owed === "0") return <Money micros={balance.available} kind="available" />;
  return (
    <span className="whitespace-nowrap text-bad">
      owed <Money micros={balance.owed} kind="owed" tone="bad" />
    </span>
  );
}
