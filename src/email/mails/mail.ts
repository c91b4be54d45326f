import { SetMetadata, type Type } from '@nestjs/common';
import type { Money } from '../../platform/index.js';

/** A mail that is owed, as stored. */
export interface Mail {
  id: string;
  /** Of its class, e.g. `welcome`. */
  kind: string;
  address: string;
  account_id: string | null;
  creator_id: string | null;
  language: string;
  subject_id: string;
  attempts: number;
}

/** What is said of a mail that is out. */
export type SentMail = Pick<Mail, 'kind' | 'subject_id' | 'account_id'>;

/** What the frame of every mail needs: sheet, greeting and foot. What a mail has no use for is null. */
export interface MailFrame {
  lang: string;
  /** IANA zone in which its dates are told. */
  zone: string;
  name: string;
  url: string;
  siteName: string;
  siteUrl: string;
  creator: { name: string; url: string; handle: string; colours: { accent: string; wash: string } } | null;
  tier: { name: string } | null;
  since: string | null;
  /** Key of the sentence that says why this mail came. */
  why: string;
  /** Stops mails of this kind from this creator, with one click. */
  unsubscribeUrl: string | null;
  /** Leaves a paid membership, in two presses and without signing in. */
  cancelUrl: string | null;
  address: string;
  accentHex: string | null;
  washHex: string | null;
  price: Money | null;
  nextCharge: string | null;
}

/** What one mail says: who it is to, and whatever else its templates name. */
export type MailSays = Pick<MailFrame, 'name' | 'url'> & Partial<MailFrame> & Record<string, unknown>;
export type MailView = MailFrame & Record<string, unknown>;

/** A mail's own words for looking at it: with everything it can say, and with as little as it can have to say. */
export interface MailSamples {
  full: Partial<MailFrame> & Record<string, unknown>;
  empty: Partial<MailFrame> & Record<string, unknown>;
}

export interface MailKind {
  /** For ever: stored with each mail, names its folder of templates and its sentence in `mail.why`. */
  kind: string;
  /** Written to many and can be stopped with one click; any other is told to one person about their own affairs. */
  list: boolean;
  /** Its row goes once it is sent: nobody is left whom it could be about. */
  forget?: boolean;
  samples: MailSamples;
}

/** One kind of mail. Its `@OnEvent` method says who is owed one, and `says` what it tells them when it is sent. */
export interface MailSource {
  /** Asked at the last moment; null when there is no reason to send it any more. */
  says(mail: Mail): Promise<MailSays | null>;
  /** Told when the mail server has taken it, by a job: at least once. */
  sent?(mail: SentMail): Promise<void>;
}

const MAIL_KIND = Symbol('mail-kind');

/** Marks a provider as one kind of mail; `mails/index.ts` lists them all. */
export const MailOf = (kind: MailKind) => SetMetadata(MAIL_KIND, kind);

/** @throws Error for a class that is no mail */
export function mailKindOf(source: Type<MailSource>): MailKind {
  const kind = Reflect.getMetadata(MAIL_KIND, source) as MailKind | undefined;
  if (!kind) throw new Error(`${source.name} is no mail`);
  return kind;
}
