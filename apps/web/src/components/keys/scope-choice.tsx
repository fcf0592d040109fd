import { Checkbox } from "../ui/checkbox.tsx";
import { type KeyScope, scopeWords } from "./key-words.ts";

interface ScopeChoiceProps {
  readonly choices: readonly KeyScope[];
  readonly chosen: readonly KeyScope[];
  readonly onChange: (scopes: readonly KeyScope[]) => void;
}

/** What a new key may do. One scope is always chosen. */
export function ScopeChoice({ choices, chosen, onChange }: ScopeChoiceProps) {
  const change = (scope: KeyScope, isChosen: boolean): void =>
    onChange(choices.filter((each) => (each === scope ? isChosen : chosen.includes(each))));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-13 font-medium">What it may do</legend>
      {choices.map((scope) => (
        <div key={scope} className="flex flex-wrap items-baseline gap-x-3">
          <Checkbox
            label={scopeWords(scope)}
            isChecked={chosen.includes(scope)}
            onChange={(isChosen) => change(scope, isChosen)}
            isDisabled={chosen.length === 1 && chosen.includes(scope)}
          />
          <span className="font-mono text-12 text-muted">{scope}</span>
          {TAKES_CREDIT.has(scope) && <span className="text-12 text-muted">takes credit</span>}
        </div>
      ))}
    </fieldset>
  );
}

/** Scopes that a ceiling limits. */
const TAKES_CREDIT: ReadonlySet<KeyScope> = new Set(["usage:report", "holds:write", "charges:write"]);
