import type { BrowserContext } from "playwright-core";

/** Signs a browser in as the developer, as the button of the sign-in page does. */
export async function signIn(context: BrowserContext, url: string): Promise<void> {
  const answer = await context.request.post(`${url}/trpc/session.signIn`, {
    headers: { "content-type": "application/json", "x-scrip-client": "web" },
    data: "{}",
  });
  if (!answer.ok()) throw new Error(`The sign-in was refused: ${answer.status()} ${await answer.text()}`);
}
