import type { Type } from '@nestjs/common';
import { AddressChangeMail } from './address-change.mail.js';
import { AddressChangedMail } from './address-changed.mail.js';
import { CardExpiringMail } from './card-expiring.mail.js';
import { ComplimentaryMail } from './complimentary.mail.js';
import { ConfirmMail } from './confirm.mail.js';
import { DisputeMail } from './dispute.mail.js';
import { EndedByPageMail } from './ended-by-page.mail.js';
import { ErasedMail } from './erased.mail.js';
import { InvitedMail } from './invited.mail.js';
import { JoinMail } from './join.mail.js';
import { ChangeScheduledMail } from './change-scheduled.mail.js';
import { ChangeUndoneMail } from './change-undone.mail.js';
import { ChangeUnpaidMail } from './change-unpaid.mail.js';
import { LetInMail } from './let-in.mail.js';
import { MembershipChangedMail } from './membership-changed.mail.js';
import type { MailSource } from './mail.js';
import { RenewalAheadMail } from './renewal-ahead.mail.js';
import { RefundFailedMail } from './refund-failed.mail.js';
import { RefundMail } from './refund.mail.js';
import { PriceChangeMail } from './price-change.mail.js';
import { PriceMoveMail } from './price-move.mail.js';
import { PriceRecallMail } from './price-recall.mail.js';
import { ReceiptMail } from './receipt.mail.js';
import { PauseEndingMail } from './pause-ending.mail.js';
import { PaymentFailedMail } from './payment-failed.mail.js';
import { MembershipEndingMail } from './membership-ending.mail.js';
import { MembershipEndedMail } from './membership-ended.mail.js';
import { MembershipPausedMail } from './membership-paused.mail.js';
import { MembershipUnsoldMail } from './membership-unsold.mail.js';
import { NewPostMail } from './new-post.mail.js';
import { NotLetInMail } from './not-let-in.mail.js';
import { OwnershipMail } from './ownership.mail.js';
import { PageClosedMail } from './page-closed.mail.js';
import { PageDecidedMail } from './page-decided.mail.js';
import { PageRequestedMail } from './page-requested.mail.js';
import { RegisteredAlreadyMail } from './registered-already.mail.js';
import { RequestsWaitingMail } from './requests-waiting.mail.js';
import { ResetMail } from './reset.mail.js';
import { SignInMail } from './sign-in.mail.js';
import { TeamEndedMail } from './team-ended.mail.js';
import { TeamInvitationMail } from './team-invitation.mail.js';
import { TeamRoleMail } from './team-role.mail.js';
import { TeaserMail } from './teaser.mail.js';
import { TrialEndingMail } from './trial-ending.mail.js';
import { TroubleMail } from './trouble.mail.js';
import { WelcomeMail } from './welcome.mail.js';
import { WithdrawalMail } from './withdrawal.mail.js';

/** Every mail there is. */
export const MAILS: Type<MailSource>[] = [
  ConfirmMail,
  RegisteredAlreadyMail,
  ResetMail,
  SignInMail,
  JoinMail,
  AddressChangeMail,
  AddressChangedMail,
  ErasedMail,
  InvitedMail,
  WelcomeMail,
  ReceiptMail,
  RenewalAheadMail,
  PaymentFailedMail,
  RefundMail,
  RefundFailedMail,
  MembershipChangedMail,
  ChangeScheduledMail,
  ChangeUndoneMail,
  ChangeUnpaidMail,
  MembershipEndingMail,
  PriceChangeMail,
  PriceMoveMail,
  PriceRecallMail,
  MembershipEndedMail,
  MembershipPausedMail,
  MembershipUnsoldMail,
  PauseEndingMail,
  CardExpiringMail,
  TrialEndingMail,
  EndedByPageMail,
  WithdrawalMail,
  DisputeMail,
  TroubleMail,
  RequestsWaitingMail,
  LetInMail,
  NotLetInMail,
  NewPostMail,
  TeaserMail,
  TeamInvitationMail,
  TeamRoleMail,
  TeamEndedMail,
  OwnershipMail,
  PageRequestedMail,
  PageDecidedMail,
  PageClosedMail,
  ComplimentaryMail,
];
