import { createContext, lazy, Suspense, useContext } from "react";

const load = () => import("./not-found-page.tsx");
const Alone = lazy(() => load().then((module) => ({ default: module.NotFoundPage })));
const Inside = lazy(() => load().then((module) => ({ default: module.NoPage })));

/** Whether a page has the shell around it, with its heading and its landmarks. */
export const InsideShell = createContext(false);

/** What stands at an address without a page; few come here, so it is loaded when somebody does. */
export function NotFound() {
  const isInside = useContext(InsideShell);
  return <Suspense fallback={null}>{isInside ? <Inside /> : <Alone />}</Suspense>;
}
