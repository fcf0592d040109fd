import type { ReactNode } from "react";
import { CopyButton } from "../ui/copy-button.tsx";
import { DescriptionList } from "../ui/description-list.tsx";
import { Drawer } from "../ui/drawer.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Time } from "../ui/time.tsx";
import { Outcome } from "./audit-columns.tsx";
import type { AuditLine } from "./audit-line.ts";
import { actionWords, actorWords, detailWords, typeWords } from "./audit-words.ts";

interface AuditDrawerProps {
  readonly seq: number | undefined;
  readonly line: AuditLine | undefined;
  readonly error: unknown;
  readonly onClose: () => void;
}

/** All fields of an entry of the audit log. */
export function AuditDrawer({ seq, line, error, onClose }: AuditDrawerProps) {
  return (
    <Drawer
      isOpen={seq !== undefined}
      onClose={onClose}
      title={`Entry ${(seq ?? 0).toLocaleString("en-US")}`}
      actions={<CopyButton text={location.href} label="Copy the link to this entry" />}
    >
      {line !== undefined && <Entry line={line} />}
      {line === undefined && error !== null && <ErrorState title="The entry could not be loaded" error={error} />}
      {line === undefined && error === null && <Skeleton className="h-64 w-full" />}
    </Drawer>
  );
}

function Entry({ line }: { readonly line: AuditLine }) {
  const { at, actor, action, target, details, isErased, hash, previousHash } = line;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <p className="text-16 font-strong text-pretty">{actionWords(action)}</p>
        <span>
          <Outcome outcome={line.outcome} />
        </span>
      </div>
      <Part title="Who and when">
        <DescriptionList
          items={[
            { name: "Time", value: <Time at={at} look="exact" /> },
            { name: "Who", value: actorWords(line) },
            ...(actor.id === null ? [] : [{ name: "Id", value: <Code text={actor.id} /> }]),
            { name: "Action", value: <Code text={action} /> },
            ...(target === null
              ? []
              : [
                  { name: "About", value: target.name ?? typeWords(target.type) },
                  { name: "Its id", value: <Code text={target.id} /> },
                ]),
          ]}
        />
      </Part>
      {isErased && <p className="text-13 text-muted">The details were erased together with a person's data.</p>}
      {details !== null && (
        <Part title="Details">
          <DescriptionList
            items={Object.entries(details).map(([name, value]) => ({ name: detailWords(name), value: String(value) }))}
          />
        </Part>
      )}
      <Part title="Proof">
        <p className="mb-2 text-13 text-pretty text-muted">
          The hash covers this entry and the hash before it, so a later change of any entry would show.
        </p>
        <DescriptionList
          items={[
            { name: "Hash", value: <Hash text={hash} /> },
            { name: "Before", value: <Hash text={previousHash} /> },
          ]}
        />
      </Part>
    </div>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h3 className="mb-1 text-13 font-strong">{title}</h3>
    {children}
  </section>
);

const Code = ({ text }: { readonly text: string }) => <span className="font-mono text-12 break-all">{text}</span>;

const Hash = ({ text }: { readonly text: string }) => (
  <span className="inline-flex items-center gap-1">
    <Code text={text} />
    <CopyButton text={text} label="Copy the hash" />
  </span>
);
