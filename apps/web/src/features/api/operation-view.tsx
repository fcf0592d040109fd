import { Card } from "../../components/ui/card.tsx";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import type { ApiDocument, ApiOperation } from "./api-document.ts";
import { FieldTable } from "./field-table.tsx";
import { fieldsOf } from "./fields-of.ts";
import { MethodBadge } from "./method-badge.tsx";
import { TryIt } from "./try-it.tsx";

interface OperationViewProps {
  readonly document: ApiDocument;
  readonly operation: ApiOperation;
  readonly apiKey: string;
  readonly onApiKey: (key: string) => void;
}

/** An operation: what it does, its fields, a form that sends it, and its answer. */
export function OperationView({ document, operation, apiKey, onApiKey }: OperationViewProps) {
  const { method, path, does, needs, isKeyed, input, answer, answerExample } = operation;
  const inputs = fieldsOf(document, input);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 tablet:gap-6">
      <section aria-label="Operation" className="flex flex-col gap-1">
        <h2 className="flex flex-wrap items-center gap-2 font-mono text-16 font-strong break-all">
          <MethodBadge method={method} />
          {path}
        </h2>
        <p className="max-w-[70ch] text-14 text-pretty">{does}</p>
        <p className="text-13 text-muted">
          {needs.replaceAll("`", "")} {isKeyed && "It takes the header Idempotency-Key."}
        </p>
      </section>
      <TryIt operation={operation} apiKey={apiKey} onApiKey={onApiKey} />
      <Card title={method === "GET" ? "Query" : "Body"} isFlush={inputs.length > 0}>
        {inputs.length > 0 ? <FieldTable label="Input" fields={inputs} /> : <p className="text-13">No fields.</p>}
      </Card>
      <Card title="Answer" isFlush>
        <FieldTable label="Answer" fields={fieldsOf(document, answer)} hasRequired={false} />
        <div className="border-t border-line p-4">
          <CodeBlock label="An answer" code={JSON.stringify(answerExample, null, 2)} />
        </div>
      </Card>
    </div>
  );
}
