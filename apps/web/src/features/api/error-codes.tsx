import { Card } from "../../components/ui/card.tsx";
import { CodeBlock } from "../../components/ui/code-block.tsx";
import type { ApiDocument } from "./api-document.ts";

/** The statuses of errors by their names in the document. */
const STATUSES: Readonly<Record<string, number>> = {
  Invalid: 400,
  Unauthenticated: 401,
  PaymentRequired: 402,
  Forbidden: 403,
  Missing: 404,
  Conflict: 409,
  Unprocessable: 422,
  Limited: 429,
  Internal: 500,
  Unavailable: 503,
};

/** Every code of an error by its HTTP status, with its meaning and the figures behind it. */
export function ErrorCodes({ document }: { readonly document: ApiDocument }) {
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4 tablet:gap-6">
      {Object.entries(document.components.responses).map(([name, { description, content }]) => (
        <Card key={name} title={`${STATUSES[name]} ${name}`} isFlush>
          <p className="border-b border-line px-4 py-2 text-13 text-muted">{description?.replaceAll("`", "")}</p>
          <dl className="divide-y divide-line">
            {Object.entries(content?.["application/json"].examples ?? {}).map(([code, { summary, value }]) => (
              <div key={code} className="flex flex-col gap-0.5 px-4 py-2">
                <dt>
                  <code className="font-mono text-13 break-all">{code}</code>
                </dt>
                <dd className="text-13 text-pretty text-muted">{summary}</dd>
                <dd>
                  <details>
                    <summary className="w-fit cursor-pointer rounded-small py-1 text-12 text-accent">Example</summary>
                    <CodeBlock label={code} code={JSON.stringify(value, null, 2)} />
                  </details>
                </dd>
              </div>
            ))}
          </dl>
        </Card>
      ))}
    </div>
  );
}
