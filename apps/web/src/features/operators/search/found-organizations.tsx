import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge } from "../../../components/ui/badge.tsx";
import { Card } from "../../../components/ui/card.tsx";
import type { Answers } from "../../../data/trpc.ts";

type Found = Answers["operators"]["find"];

/** The results of a search, by what they were found by. */
export function FoundOrganizations({ found: { organizations, people, jobs } }: { readonly found: Found }) {
  return (
    <>
      {organizations.length > 0 && (
        <Group title="Organizations" count={organizations.length}>
          {organizations.map(({ org, name }) => (
            <Result key={org} org={org} title={name} />
          ))}
        </Group>
      )}
      {people.length > 0 && (
        <Group title="People" count={people.length}>
          {people.map((person) => (
            <PersonResults key={person.person} {...person} />
          ))}
        </Group>
      )}
      {jobs.length > 0 && (
        <Group title="Jobs" count={jobs.length}>
          {jobs.map(({ job, state, org, organization }) => (
            <Result key={`${org} ${job}`} org={org} title={organization} note={job}>
              <Badge>{state}</Badge>
            </Result>
          ))}
        </Group>
      )}
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

/** The server stops at this number of results of a kind. */
const MOST = 20;

function Group({ title, count, children }: GroupProps) {
  const more = count >= MOST && <span className="text-13 text-muted">The first {MOST}. Type more to see others.</span>;
  return (
    <Card title={title} isFlush actions={more}>
      <ul className="divide-y divide-line">{children}</ul>
    </Card>
  );
}

/** A person once for each organization. */
function PersonResults({ name, email, organizations }: Found["people"][number]) {
  if (organizations.length === 0)
    return (
      <li className="flex min-h-11 flex-wrap items-center gap-x-3 px-4 py-2">
        <span className="min-w-0 truncate text-14 font-medium">{name}</span>
        <span className="min-w-0 truncate text-13 text-muted">{email}, in no organization</span>
      </li>
    );
  return organizations.map((one) => <Result key={one.org} org={one.org} title={one.name} note={`${name}, ${email}`} />);
}

interface ResultProps {
  readonly org: string;
  readonly title: string;
  readonly note?: string;
  readonly children?: ReactNode;
}

function Result({ org, title, note, children }: ResultProps) {
  return (
    <li>
      <Link
        to="/operators/o/$org"
        params={{ org }}
        className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-sunken/60 focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 truncate text-14 font-medium">{title}</span>
        {note !== undefined && <span className="min-w-0 truncate text-13 text-muted">{note}</span>}
        {children}
        <span className="ml-auto truncate font-mono text-12 text-muted max-tablet:w-full">{org}</span>
      </Link>
    </li>
  );
}
