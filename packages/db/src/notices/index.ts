export { alertSettingsOf, noteRunwayShort, type StoredAlerts, saveAlertSettings } from "./alert-settings.ts";
export {
  choicesAbout,
  deleteChoices,
  type InboxOwner,
  markNoticeRead,
  markNoticesRead,
  type NoticeChoice,
  writeChoices,
} from "./inbox.ts";
export { eraseMailsOf, queueMail } from "./mails.ts";
export { NoticeEntity, type NoticeRow } from "./notice.entity.ts";
export { deleteOldNotices, getNotice, insertNotice, markSent, type NewNotice } from "./notices.ts";
export {
  type ClaimedMail,
  claimMail,
  deleteOldMails,
  endMail,
  type MailFigures,
  mailFigures,
  postponeMail,
} from "./outbox.ts";
