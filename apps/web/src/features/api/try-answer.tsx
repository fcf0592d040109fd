import { Badge } from "../../components/ui/badge.tsx";
import { Callout } from "../../components/ui/callout.tsx";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import type { TryAnswer } from "./use-try.ts";

interface TryAnswerProps {
  readonly answer: TryAnswer | undefined;
  readonly error: Error | null;
}

/** What came back, with its status. */
export function TryAnswerView({ answer, error }: TryAnswerProps) {
  return (
    <output aria-label="Response" className="flex min-w-0 flex-col gap-2 empty:hidden">
      {error !== null && (
        <Callout tone="bad" title="The server could not be reached">
          Check the connection, and send the call again.
        </Callout>
      )}
      {answer !== undefined && (
        <>
          <div>
            <Badge tone={answer.status < 300 ? "good" : "bad"}>HTTP {answer.status}</Badge>
          </div>
          <CodeBlock label="Response" code={answer.text} />
        </>
      )}
    </output>
  );
}
