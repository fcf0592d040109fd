import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StripeError } from "../protocol/stripe-error.ts";
import type { Answer } from "../server/answer.ts";
import type { ApiRequest } from "../server/api.ts";
import { answerAuthentication } from "./authentication/authentication.ts";
import { answerCheckout } from "./checkout/checkout.ts";
import { answerConsole } from "./console/console.ts";
import { answerInvoice, answerInvoicePdf } from "./invoice/invoice.ts";
import type { PagesHost } from "./parts/host.ts";
import { file, problem } from "./parts/reply.ts";
import { answerPortal } from "./portal/portal.ts";

const STYLE = readFileSync(join(import.meta.dirname, "local-stripe.css"), "utf8");

/** Answers a request for one of the pages that a person sees; null for any other path. */
export async function answerPage(host: PagesHost, request: ApiRequest): Promise<Answer | null> {
  const { method, path, headers } = request;
  if (path === "/local-stripe.css") return file("text/css; charset=utf-8", STYLE);
  const answer = answererOf(host, request);
  if (answer === null) return null;
  // A page of another site could have its name point to this machine; its requests carry that name.
  if (!isOfThisMachine(headers.host)) return problem(403, "Not here", "Open these pages as http://127.0.0.1.");
  if (method !== "GET" && method !== "HEAD" && method !== "POST")
    return problem(405, "Not here", "The pages take forms.");
  if (method === "POST" && !isOwnForm(headers))
    return problem(403, "Not here", "Only a form of these pages does that.");
  return answer(method === "POST" ? new URLSearchParams(request.body) : null).catch(refusal);
}

/** What the API refuses on a page, such as an answer to a bank that was given before. */
function refusal(thrown: unknown): Answer {
  if (!(thrown instanceof StripeError)) throw thrown;
  return problem(thrown.status, "That did not work", thrown.body.message);
}

type PageAnswerer = (form: URLSearchParams | null) => Promise<Answer>;

function answererOf(host: PagesHost, { path, search }: ApiRequest): PageAnswerer | null {
  const [, area = "", id = "", rest = ""] = /^\/([a-z]*)(?:\/(\w+))?(?:\/([\w/-]+))?$/.exec(path) ?? [];
  const query = new URLSearchParams(search);
  if (path === "/") return (form) => answerConsole(host, form, query);
  if (id === "") return null;
  if (area === "portal") return (form) => answerPortal(host, { id, rest, form, search: query });
  if (area === "invoices" && rest === "pdf") return () => answerInvoicePdf(host, id);
  if (rest !== "") return null;
  if (area === "checkout") return (form) => answerCheckout(host, id, form, query);
  if (area === "authenticate") return (form) => answerAuthentication(host, id, form, query);
  if (area === "invoices") return (form) => answerInvoice(host, id, form, query);
  return null;
}

const isOfThisMachine = (host = ""): boolean => /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/.test(host);

/** A browser sends the origin of the page whose form it is. */
const isOwnForm = ({ host, origin }: ApiRequest["headers"]): boolean => origin === `http://${host}`;
