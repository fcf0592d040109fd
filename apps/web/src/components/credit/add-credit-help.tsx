import { useOrg } from "../../data/org.ts";
import { addCreditCommand } from "../../words/operator-commands.ts";
import { CodeBlock } from "../ui/code-block.tsx";

/** How credit is added: the command that an operator runs, as long as there are no payments. */
export function AddCreditHelp() {
  const { id: org } = useOrg();
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[70ch]">
        An operator adds credit on the server. It is available at once, and pays what is owed first. Jobs that are
        paused go on when their service resumes them.
      </p>
      <CodeBlock label="Adds $20.00" code={addCreditCommand(org)} />
    </div>
  );
}
