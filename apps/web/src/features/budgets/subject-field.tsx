import { useId } from "react";
import { Field } from "../../components/ui/field.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { SCOPE_WORDS } from "./budget-words.ts";
import { type BudgetScope, useSubjects } from "./use-budgets.ts";

interface SubjectFieldProps {
  readonly scope: Exclude<BudgetScope, "organization">;
  readonly input: { readonly name: string; readonly value: string; readonly onChange: (text: string) => void };
  readonly error: string | undefined;
}

/** The subject of a budget: one of the known ones. A label may also be new, before the first work has it. */
export function SubjectField({ scope, input, error }: SubjectFieldProps) {
  const { data } = useSubjects();
  const list = useId();
  if (scope === "key") {
    const keys = data?.keys ?? [];
    const options = keys.map(({ key, name }) => ({ value: key as string, label: name }));
    return (
      <Field
        label="Service key"
        error={error}
        hint={keys.length === 0 ? "There is no service key yet." : undefined}
        hasRoom
      >
        <Select
          value={input.value}
          onChange={input.onChange}
          options={[{ value: "", label: "Choose a key" }, ...options]}
        />
      </Field>
    );
  }
  const known = (scope === "project" ? data?.projects : data?.members) ?? [];
  return (
    <Field
      label={SCOPE_WORDS[scope]}
      hint={known.length === 0 ? "The label that services give to its work." : `Known: ${someOf(known)}`}
      error={error}
      hasRoom
    >
      <TextInput {...input} list={list} autoComplete="off" placeholder={known[0] ?? "vision"} />
      <datalist id={list}>
        {known.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </Field>
  );
}

const SHOWN = 4;

function someOf(known: readonly string[]): string {
  const more = known.length - SHOWN;
  return `${known.slice(0, SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}
