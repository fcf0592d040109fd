import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { Badge } from "../../../components/ui/badge.tsx";
import { buttonLook } from "../../../components/ui/button.tsx";
import { NativeSelect } from "../../../components/ui/native-select.tsx";
import { Time } from "../../../components/ui/time.tsx";
import { toast } from "../../../components/ui/toast.ts";
import { problemOf } from "../../../data/problem.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { SALES_WORDS, type SalesRequest, type SalesState } from "./sales-state.ts";

/** A request with its text, the way to answer it, and its state. */
export function SalesRequestCard({ request }: { readonly request: SalesRequest }) {
  const { name, email, company, plan, message, org, at } = request;
  return (
    <li className="card flex flex-wrap items-start justify-between gap-4 p-4">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-16 font-strong break-words">{name}</span>
          {plan !== null && (
            <Badge tone="accent">
              <span className="inline-block first-letter:uppercase">{plan}</span>
            </Badge>
          )}
        </div>
        <p className="text-13 break-words text-muted">
          {company !== null && `${company}, `}
          {email}, <Time at={at} />
        </p>
        <p className="mt-2 max-w-[70ch] text-14 break-words whitespace-pre-line">{message}</p>
        {org !== null && (
          <Link
            to="/operators/o/$org"
            params={{ org }}
            className="mt-2 inline-block text-14 font-medium text-accent hover:underline"
          >
            Open the organization
          </Link>
        )}
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2">
        <a href={`mailto:${email}`} className={buttonLook()}>
          <Mail aria-hidden="true" size={16} strokeWidth={1.75} />
          Answer
        </a>
        <State request={request} />
      </div>
    </li>
  );
}

const OPTIONS = (Object.keys(SALES_WORDS) as SalesState[]).map((value) => ({ value, label: SALES_WORDS[value] }));

function State({ request: { request, state, name } }: { readonly request: SalesRequest }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutate } = useMutation(
    trpc.sales.setState.mutationOptions({
      onSuccess: (_answer, wanted) => toast({ title: `${name}: ${SALES_WORDS[wanted.state].toLowerCase()}` }),
      onError: (error) =>
        toast({ title: "The state was not changed", description: problemOf(error).message, tone: "bad" }),
      onSettled: () => client.invalidateQueries({ queryKey: [["sales", "list"]] }),
    }),
  );
  return (
    <div className="w-32">
      <NativeSelect
        label={`State of the request of ${name}`}
        value={state}
        onChange={(next) => mutate({ request, state: next })}
        options={OPTIONS}
      />
    </div>
  );
}
