import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { classes } from "../../components/ui/classes.ts";
import { Field } from "../../components/ui/field.tsx";
import { NativeSelect } from "../../components/ui/native-select.tsx";
import type { ApiDocument, ApiOperation } from "./api-document.ts";
import { ERRORS } from "./api-search.ts";

interface OperationListProps {
  readonly tags: ApiDocument["tags"];
  readonly operations: readonly ApiOperation[];
  readonly shown: string;
  readonly onOpen: (id: string) => void;
}

/** The operations by area: a list beside the page, and a choice on a phone. */
export function OperationList({ tags, operations, shown, onOpen }: OperationListProps) {
  const options = operations.map(({ id, path }) => ({ value: id, label: path }));
  return (
    <>
      <div className="tablet:hidden">
        <Field label="Operation">
          <NativeSelect
            label="Operation"
            value={shown}
            onChange={onOpen}
            options={[...options, { value: ERRORS, label: "Error codes" }]}
          />
        </Field>
      </div>
      <nav
        aria-label="Operations"
        className="sticky top-[calc(var(--bar)+1.5rem)] max-h-[80dvh] w-40 shrink-0 overflow-y-auto max-tablet:hidden"
      >
        <Entry id={ERRORS} shown={shown}>
          Error codes
        </Entry>
        {tags.map(({ name }) => (
          <section key={name} aria-label={name} className="mt-3">
            <h2 className="px-2.5 pb-1 text-12 font-medium text-muted capitalize">{name}</h2>
            <ul>
              {operations
                .filter(({ area }) => area === name)
                .map(({ id, path }) => (
                  <li key={id}>
                    <Entry id={id} shown={shown}>
                      {path.split("/").at(-1)}
                    </Entry>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </nav>
    </>
  );
}

interface EntryProps {
  readonly id: string;
  readonly shown: string;
  readonly children: ReactNode;
}

function Entry({ id, shown, children }: EntryProps) {
  return (
    <Link
      to="/api-reference"
      search={(now) => ({ ...now, operation: id })}
      aria-current={id === shown ? "page" : undefined}
      className={classes(
        "flex h-7 items-center rounded-base px-2.5 text-13 font-medium hover:bg-sunken hover:text-text focus-visible:-outline-offset-2",
        id === shown ? "bg-sunken text-text" : "text-muted",
      )}
    >
      {children}
    </Link>
  );
}
