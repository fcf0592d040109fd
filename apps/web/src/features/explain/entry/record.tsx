import type { ReactNode } from "react";
import { CopyButton } from "../../../components/ui/copy-button.tsx";
import { DescriptionList } from "../../../components/ui/description-list.tsx";
import { TextLink } from "../../../components/ui/text-link.tsx";
import { Time } from "../../../components/ui/time.tsx";
import type { Explained } from "../parts/entry-words.ts";
import { Part } from "../parts/part.tsx";

const ACTORS: Record<string, string> = {
  service_key: "Service key",
  member: "Member",
  operator: "Operator",
  system: "Scrip itself",
};

/** The record of an entry: who, when, its job and labels, and its proof. */
export function RecordPart({ org, entry }: { readonly org: string; readonly entry: Explained }) {
  const { line, actor, recordedAt, cause, leg, hash, previousHash } = entry;
  const about = [
    line.job !== null && {
      name: "Job",
      value: (
        <TextLink to="/o/$org/jobs/$job" params={{ org, job: line.job }}>
          {line.job}
        </TextLink>
      ),
    },
    line.resource !== null && { name: "Resource", value: line.resource },
    line.project !== null && { name: "Project", value: line.project },
    line.member !== null && { name: "Member", value: line.member },
  ].filter((item) => item !== false);
  return (
    <>
      <Part title="Record">
        <DescriptionList
          items={[
            ...about,
            { name: "By", value: <Actor actor={actor} /> },
            { name: "At", value: <Time at={line.at} look="exact" /> },
            { name: "Recorded at", value: <Time at={recordedAt} look="exact" /> },
            { name: "Entry", value: line.seq.toLocaleString("en-US") },
            {
              name: leg === 1 ? "Cause" : `Cause, entry ${leg} of it`,
              value: <CopyableText text={cause} label="Copy the cause" />,
            },
          ]}
        />
      </Part>
      <Part title="Proof">
        <p className="max-w-[70ch] text-13 text-muted">
          The hash covers everything of this entry and the hash of the one before it, so that no entry can be changed
          unnoticed; <code className="font-mono text-12">scrip verify</code> checks the whole chain.
        </p>
        <DescriptionList
          items={[
            { name: "Hash", value: <CopyableText text={hash} label="Copy the hash" /> },
            { name: "Hash before", value: <CopyableText text={previousHash} label="Copy the hash before" /> },
          ]}
        />
      </Part>
    </>
  );
}

function Actor({ actor: { type, id, name } }: Pick<Explained, "actor">): ReactNode {
  const who = ACTORS[type] ?? type;
  if (name !== null) return `${who} “${name}”`;
  return id === null ? who : <CopyableText text={id} label={`Copy the id of the ${who.toLowerCase()}`} />;
}

/** A long id, in full, with a button to copy it. */
function CopyableText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className="flex items-start justify-end gap-1">
      <code className="min-w-0 py-1.5 font-mono text-12 break-all">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
}
