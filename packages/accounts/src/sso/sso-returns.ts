/** The way back from an identity provider, as the browser asks for it. */
export type SsoReturn =
  | { readonly protocol: "oidc"; readonly providerId: string; readonly query: Readonly<Record<string, string>> }
  | { readonly protocol: "saml"; readonly providerId: string; readonly form: Readonly<Record<string, string>> };

/** The path and the body of the request to better-auth. */
export function requestOfReturn(back: SsoReturn): { readonly path: string; readonly form: URLSearchParams | null } {
  const id = encodeURIComponent(back.providerId);
  if (back.protocol === "saml") return { path: `/sso/saml2/sp/acs/${id}`, form: new URLSearchParams(back.form) };
  return { path: `/sso/callback/${id}?${new URLSearchParams(back.query).toString()}`, form: null };
}

/** Where the browser goes next. */
export interface Landing {
  /** A path of ours. */
  readonly location: string;
  /** Why the sign-in failed; `null` if it did not. */
  readonly problem: string | null;
}

const CODE = /^[A-Za-z0-9_]{1,60}$/;

/**
 * Reads where better-auth sends the browser. The page gets a code only: descriptions come from the identity provider, or
 * from an attacker.
 * @param location of the answer; `null` if it is no redirect
 * @param code of the error in the answer's body
 */
export function landingOf(location: string | null, code: string | null, origin: string): Landing {
  if (location === null) return failed("/sign-in?problem=sso", code ?? "failed");
  const url = new URL(location, origin);
  const error = url.searchParams.get("error");
  if (url.origin !== origin) return failed("/sign-in?problem=sso", error ?? "failed");
  if (error === null) return { location: `${url.pathname}${url.search}`, problem: null };
  url.searchParams.delete("error");
  url.searchParams.delete("error_description");
  const isPage = !url.pathname.startsWith("/api/");
  return failed(isPage ? `${url.pathname}${url.search}` : "/sign-in?problem=sso", error);
}

function failed(page: string, error: string): Landing {
  const problem = CODE.test(error) ? error.toLowerCase() : "failed";
  const url = new URL(page, "http://localhost");
  url.searchParams.set("problem", "sso");
  url.searchParams.set("code", problem);
  return { location: `${url.pathname}${url.search}`, problem };
}
