// Shows a mail as soon as it arrives: looks at the list again, and replaces it if it has changed.
const EVERY_MS = 2000;

async function look() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector("#mails");
  const shown = document.querySelector("#mails");
  if (next && shown && next.innerHTML !== shown.innerHTML) shown.replaceChildren(...next.childNodes);
}

setInterval(() => {
  if (!document.hidden) look().catch(() => {});
}, EVERY_MS);
