export { eraseMailsOf, queueMail } from "./mails.ts";
export {
  type ClaimedMail,
  claimMail,
  deleteOldMails,
  endMail,
  type MailFigures,
  mailFigures,
  postponeMail,
} from "./outbox.ts";
