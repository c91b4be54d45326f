/** Every mail there is. `list` mails are written to many and can be stopped with one click. */
export const MAILS = {
  'confirm': { list: false },
  'registered-already': { list: false },
  'reset': { list: false },
  'welcome': { list: false },
  'new-post': { list: true },
} as const;

export type MailKind = keyof typeof MAILS;

/** A mail that is owed, as stored. */
export interface Mail {
  id: string;
  kind: MailKind;
  address: string;
  account_id: string | null;
  creator_id: string | null;
  language: string;
  subject_id: string;
  attempts: number;
}

/** What every template of a mail may use; what a mail has no use for is null. */
export interface MailView {
  lang: string;
  name: string;
  url: string;
  siteName: string;
  siteUrl: string;
  creator: { name: string; url: string; handle: string } | null;
  tier: { name: string } | null;
  since: string | null;
  words: { html: string; text: string } | null;
  post: {
    title: string; standfirst: string; teaserHtml: string; teaserText: string; bodyHtml: string | null; bodyText: string | null; url: string; minutes: number;
  } | null;
  open: boolean;
  /** Key of the sentence that says why this mail came. */
  why: string;
  unsubscribeUrl: string | null;
  address: string;
  accentHex: string;
  washHex: string;
  price: { amount: number; currency: string } | null;
  nextCharge: string | null;
}
