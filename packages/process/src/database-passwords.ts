import { textOf } from "./secret-files.ts";

/** The address of a database, and the variables that give its password apart from it. */
const ADDRESS = /^(.*DATABASE)_URL$/;

/** The variables with complete addresses, and a problem for each variable that is wrong. */
export interface WithPasswords {
  readonly variables: NodeJS.ProcessEnv;
  readonly problems: readonly string[];
}

/**
 * Puts passwords into the addresses of databases. A password can have characters that an address must escape, so it
 * may come apart from its address: `APP_DATABASE_PASSWORD`, or `APP_DATABASE_PASSWORD_FILE` with the path of a file
 * (a secret of Docker or Kubernetes). One line break at the end of the file is not part of the password.
 */
export function withDatabasePasswords(given: NodeJS.ProcessEnv): WithPasswords {
  const variables = { ...given };
  const problems: string[] = [];
  for (const name of Object.keys(given)) {
    const stem = ADDRESS.exec(name)?.[1];
    const address = given[name];
    if (stem === undefined || !address) continue;
    const password = textOf(given, `${stem}_PASSWORD`, problems);
    if (password !== undefined) variables[name] = join(address, password, name, problems);
  }
  return { variables, problems };
}

function join(address: string, password: string, name: string, problems: string[]): string {
  if (!URL.canParse(address)) return address; // The schema of the process reports it.
  const url = new URL(address);
  if (url.password !== "" || url.searchParams.has("password"))
    problems.push(`${name}: has a password, and ${name.replace(/_URL$/, "_PASSWORD")} is set as well; set one of them`);
  if (url.hostname === "") {
    // The address of a socket has no place for a login before its host.
    url.searchParams.set("password", password);
  } else {
    // The setter escapes what separates the parts of an address, but not a percent sign.
    url.password = encodeURIComponent(password);
  }
  return url.href;
}
