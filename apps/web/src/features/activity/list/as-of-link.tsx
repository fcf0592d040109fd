import { Link, type LinkProps } from "@tanstack/react-router";
import { History } from "lucide-react";
import { asOfLink } from "../../../components/activity/entry-link.ts";
import { buttonLook } from "../../../components/ui/button.tsx";

/** Opens the balance at a point in time, starting with now. */
export function AsOfLink() {
  return (
    <Link {...(asOfLink("now") as LinkProps)} className={buttonLook()}>
      <History aria-hidden="true" size={16} strokeWidth={1.75} />
      Balance at
      <span className="sr-only"> a point in time</span>
    </Link>
  );
}
