import type { ReactNode } from "react";
import { problemOf } from "../../data/problem.ts";
import { Button, type ButtonLook } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import type { FormState } from "./use-form.ts";

interface FormProps extends FormState {
  /** The name of the form for assistive technology. */
  readonly label: string;
  /** The words of the button that sends it. */
  readonly submit: string;
  readonly look?: ButtonLook["look"];
  /** The button takes the whole width, as in a form that is a page of its own. */
  readonly isWide?: boolean;
  /** Another button, before the one that sends. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A form with its fields, the error that belongs to none of them, and the button that sends it. */
export function Form({ ref, onSubmit, isSending, error, label, submit, look, isWide, beside, children }: FormProps) {
  return (
    <form ref={ref} noValidate aria-label={label} onSubmit={onSubmit} className="flex min-w-0 flex-col gap-2">
      {children}
      <Trouble error={error} />
      <div className={classes("flex flex-wrap gap-2", isWide === true ? "flex-col" : "justify-end")}>
        {beside}
        <Button type="submit" look={look ?? "primary"} isLoading={isSending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** The error of the whole form, read at once. Its region is always there, since some screen readers need that. */
function Trouble({ error }: { readonly error: unknown }) {
  const problem = error === null ? null : problemOf(error);
  return (
    <div role="alert" className="text-13 text-bad empty:hidden">
      {problem !== null && (
        <p>
          {problem.message}
          {problem.kind === "failed" && problem.requestId !== null && (
            <span className="mt-1 block font-mono text-12 break-all select-all">Request {problem.requestId}</span>
          )}
        </p>
      )}
    </div>
  );
}
