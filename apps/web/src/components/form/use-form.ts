import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";

/** What is wrong with the fields of a form: a sentence for each wrong one. */
export type FieldErrors<Values> = { readonly [Name in keyof Values]?: string | undefined };

interface FormTerms<Values, Answer> {
  /** The texts of the fields at the start. */
  readonly initial: Values;
  /** Checks the texts before they are sent. Without an error it returns no names. */
  readonly check?: (values: Values) => FieldErrors<Values>;
  readonly send: (values: Values) => Promise<Answer>;
  readonly onDone?: (answer: Answer, values: Values) => unknown;
  /** Assigns an error of the server to fields. Without any, the form shows the error itself. */
  readonly explain?: (error: unknown) => FieldErrors<Values> | undefined;
}

/** The properties of a form's element. */
export interface FormState {
  readonly ref: RefObject<HTMLFormElement | null>;
  readonly onSubmit: (event: FormEvent) => void;
  readonly isSending: boolean;
  /** The error that belongs to no field; `null` if there is none. */
  readonly error: unknown;
}

const hasErrors = (errors: object): boolean => Object.values(errors).some((error) => error !== undefined);

/**
 * Keeps the texts of a form, checks and sends them, and shows what is wrong at the fields. After a refusal the first
 * wrong field has the focus, so that a screen reader reads it with its error.
 */
export function useForm<Values extends Readonly<Record<string, string>>, Answer>(terms: FormTerms<Values, Answer>) {
  const { initial, check = () => ({}), explain = () => undefined, onDone = () => undefined } = terms;
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<FieldErrors<Values>>({});
  const [trouble, setTrouble] = useState<unknown>(null);
  const ref = useRef<HTMLFormElement>(null);
  const refuse = useRefusal(ref, setErrors);
  const { isPending, mutate } = useMutation({
    mutationFn: terms.send,
    onSuccess: onDone,
    onError: (error) => {
      const wrong = explain(error);
      if (wrong === undefined) setTrouble(error);
      else refuse(wrong);
    },
  });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isPending) return;
    const wrong = check(values);
    setTrouble(null);
    if (hasErrors(wrong)) refuse(wrong);
    else mutate(values);
  };
  const input = <Name extends keyof Values & string>(name: Name) => ({
    name,
    value: values[name],
    onChange: (text: string): void => {
      setValues((now) => ({ ...now, [name]: text }));
      setErrors((now) => ({ ...now, [name]: undefined }));
    },
  });
  const form: FormState = { ref, onSubmit, isSending: isPending, error: trouble };
  const clear = (): void => {
    setValues(initial);
    setErrors({});
    setTrouble(null);
  };
  return { values, errors, input, form, clear };
}

/** Returns a function that shows errors at their fields and focuses the first wrong one. */
function useRefusal<Errors>(ref: RefObject<HTMLFormElement | null>, show: (errors: Errors) => void) {
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals, ref]);
  return (errors: Errors): void => {
    show(errors);
    setRefusals((count) => count + 1);
  };
}
