import { Send } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { Card } from "../../components/ui/card.tsx";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import { Field } from "../../components/ui/field.tsx";
import { TextArea } from "../../components/ui/text-area.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import type { ApiOperation } from "./api-document.ts";
import { curlOf, requestOf } from "./request-of.ts";
import { TryAnswerView } from "./try-answer.tsx";
import { useTry } from "./use-try.ts";

interface TryItProps {
  readonly operation: ApiOperation;
  readonly apiKey: string;
  readonly onApiKey: (key: string) => void;
}

/** A form that sends the call to this server, with a key that a person pastes. */
export function TryIt({ operation, apiKey, onApiKey }: TryItProps) {
  const form = useId();
  const [text, setText] = useState(() => JSON.stringify(operation.example, null, 2));
  const [intent, setIntent] = useState<string>(() => crypto.randomUUID());
  const trial = useTry();
  const request = requestOf(operation, text, { key: apiKey.trim(), intent });
  const problem = request === null ? "The fields must be a JSON object." : undefined;
  const reason = problem ?? (apiKey.trim() === "" ? "Paste a service key first." : undefined);
  const send = () => {
    if (request !== null && reason === undefined) trial.mutate(request);
  };
  return (
    <Card title="Try it">
      <form
        id={form}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label="Service key" hint="It is sent to this server only, and forgotten when you leave the page.">
          <TextInput
            type="password"
            value={apiKey}
            onChange={onApiKey}
            autoComplete="off"
            spellCheck={false}
            placeholder="scrip_…"
          />
        </Field>
        {operation.isKeyed && (
          <Field label="Idempotency-Key" hint="The same key with the same fields changes nothing twice.">
            <TextInput value={intent} onChange={setIntent} autoComplete="off" spellCheck={false} />
          </Field>
        )}
        <Field label="Fields, as JSON" error={problem}>
          <TextArea value={text} onChange={setText} />
        </Field>
        <div>
          <Button
            type="submit"
            form={form}
            look="primary"
            icon={Send}
            isLoading={trial.isPending}
            disabledReason={reason}
          >
            Send
          </Button>
        </div>
      </form>
      <div className="mt-4 flex min-w-0 flex-col gap-3">
        <TryAnswerView answer={trial.data} error={trial.error} />
        {request !== null && <CodeBlock label="The same call in a terminal" code={curlOf(request, location.origin)} />}
      </div>
    </Card>
  );
}
