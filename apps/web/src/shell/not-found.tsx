import { createContext, useContext } from "react";
import { late } from "../components/ui/late.tsx";

const load = () => import("./not-found-page.tsx");
const Alone = late(() => load().then((module) => module.NotFoundPage));
const Inside = late(() => load().then((module) => module.NoPage));

/** Whether the shell surrounds the page and provides its heading and landmarks. */
export const InsideShell = createContext(false);

/** Shown at an address without a page. Few visits end here, so its code is loaded on demand. */
export function NotFound() {
  const isInside = useContext(InsideShell);
  return isInside ? <Inside /> : <Alone />;
}
