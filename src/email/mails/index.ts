import type { Type } from '@nestjs/common';
import { ConfirmMail } from './confirm.mail.js';
import { JoinMail } from './join.mail.js';
import type { MailSource } from './mail.js';
import { NewPostMail } from './new-post.mail.js';
import { RegisteredAlreadyMail } from './registered-already.mail.js';
import { ResetMail } from './reset.mail.js';
import { SignInMail } from './sign-in.mail.js';
import { WelcomeMail } from './welcome.mail.js';

/** Every mail there is. */
export const MAILS: Type<MailSource>[] = [
  ConfirmMail,
  RegisteredAlreadyMail,
  ResetMail,
  SignInMail,
  JoinMail,
  WelcomeMail,
  NewPostMail,
];
