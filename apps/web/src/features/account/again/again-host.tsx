import { useSyncExternalStore } from "react";
import { late } from "../../../components/ui/late.tsx";
import { useWasOpen } from "../../../components/ui/use-was-open.ts";
import { onQuestion, questionNow } from "../../../data/sign-in-again.ts";

const SignInAgain = late(() => import("./sign-in-again.tsx").then((module) => module.SignInAgain));

/** Shows the dialog that asks the person to sign in again, wherever they are. Its code is loaded on first use. */
export function AgainHost() {
  const question = useSyncExternalStore(onQuestion, questionNow);
  if (!useWasOpen(question !== null)) return null;
  return <SignInAgain question={question} />;
}
