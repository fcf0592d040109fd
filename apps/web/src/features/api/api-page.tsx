import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { PlainShell } from "../../shell/plain-shell.tsx";
import { type ApiDocument, operationsOf } from "./api-document.ts";
import { ERRORS } from "./api-search.ts";
import { ErrorCodes } from "./error-codes.tsx";
import { OperationList } from "./operation-list.tsx";
import { OperationView } from "./operation-view.tsx";
import { useDocument } from "./use-document.ts";

/** The HTTP API, to read and to try out: every operation of the document that this server sends. */
export function ApiPage() {
  const { data, error, refetch } = useDocument();
  if (data === undefined && error !== null)
    return (
      <PlainShell isWide>
        <div className="card">
          <ErrorState title="The API reference could not be loaded" error={error} onRetry={() => void refetch()} />
        </div>
      </PlainShell>
    );
  return (
    <PlainShell isWide>
      {data === undefined ? <Skeleton className="h-96 w-full" /> : <Reference document={data} />}
    </PlainShell>
  );
}

function Reference({ document }: { readonly document: ApiDocument }) {
  const { operation: wanted, org } = useSearch({ from: "/api-reference" });
  const navigate = useNavigate({ from: "/api-reference" });
  const operations = useMemo(() => operationsOf(document, org), [document, org]);
  // It stays in this page's memory, and goes with it.
  const [key, setKey] = useState("");
  const operation = operations.find(({ id }) => id === wanted) ?? operations[0];
  const open = (id: string) => void navigate({ search: (now) => ({ ...now, operation: id }) });
  return (
    <>
      <p className="max-w-[70ch] text-14 text-pretty text-muted">
        For services in any language. Amounts are micro-dollars as text of digits: "20000000" is $20.00. The whole
        document is{" "}
        <a href="/v1/openapi.json" className="text-accent underline underline-offset-4">
          openapi.json
        </a>
        , OpenAPI 3.1, version {document.info.version}.
      </p>
      <div className="flex items-start gap-6 max-tablet:flex-col max-tablet:items-stretch">
        <OperationList
          tags={document.tags}
          operations={operations}
          shown={wanted === ERRORS ? ERRORS : (operation?.id ?? "")}
          onOpen={open}
        />
        {wanted === ERRORS || operation === undefined ? (
          <ErrorCodes document={document} />
        ) : (
          <OperationView key={operation.id} document={document} operation={operation} apiKey={key} onApiKey={setKey} />
        )}
      </div>
    </>
  );
}
