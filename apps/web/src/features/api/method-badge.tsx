import { Badge } from "../../components/ui/badge.tsx";

/** The method of an operation. */
export function MethodBadge({ method }: { readonly method: "GET" | "POST" }) {
  return <Badge tone={method === "GET" ? "good" : "accent"}>{method}</Badge>;
}
