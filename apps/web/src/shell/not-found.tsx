import { createContext, useContext } from "react";
import { late } from "../components/ui/late.tsx";

const load = () => import("./not-found-page.tsx");
const Alone = late(() => load().then((module) => module.NotFoundPage));
const Inside = late(() => load().then((module) => module.NoPage));

/** Whether a page has the shell around it, with its heading and its landmarks. */
export const InsideShell = createContext(false);

/** What stands at an address without a page; few come here, so it is loaded when somebody does. */
export function NotFound() {
  const isInside = useContext(InsideShell);
  return isInside ? <Inside /> : <Alone />;
}
