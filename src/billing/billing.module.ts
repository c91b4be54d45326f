import { Module } from '@nestjs/common';
import { registerEntities } from '../platform/index.js';
import { AccessModule } from '../access/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { Addresses } from './addresses.service.js';
import { BillingConsole } from './console/billing-console.service.js';
import { BillingData } from './billing-data.part.js';
import { Arrangements } from './changes/arrangements.service.js';
import { ChangeNews } from './changes/change-news.service.js';
import { ChangesController } from './changes/changes.controller.js';
import { Changes } from './changes/changes.service.js';
import { Quotes } from './changes/quotes.service.js';
import { Rearrangements } from './changes/rearrangements.service.js';
import { CancellationLinksController } from './cancellation-links.controller.js';
import { CancellationLinks } from './cancellation-links.service.js';
import { CancellationController } from './cancellation.controller.js';
import { Cancellations } from './cancellations.service.js';
import { Checkout } from './checkout/checkout.service.js';
import { GuestJoinController } from './checkout/guest-join.controller.js';
import { Guests } from './checkout/guests.service.js';
import { JoinController } from './checkout/join.controller.js';
import { Offers } from './checkout/offers.service.js';
import { CheckoutReturns } from './checkout/returns.service.js';
import { Seats } from './checkout/seats.service.js';
import { ClosingController } from './closing/closing.controller.js';
import { ClosingRefunds } from './closing/closing-refunds.service.js';
import { PageClosing } from './closing/closing.service.js';
import { FraudWarnings } from './disputes/fraud-warnings.service.js';
import { Troubles } from './disputes/troubles.query.js';
import { BillingDetailsController } from './details/billing-details.controller.js';
import { BillingDetailsService } from './details/billing-details.service.js';
import { CustomerDetails } from './details/customer-details.service.js';
import { DisputeEndings } from './disputes/dispute-endings.service.js';
import { Disputes } from './disputes/disputes.service.js';
import { EarningsController } from './earnings/earnings.controller.js';
import { Earnings } from './earnings/earnings.query.js';
import { Effects } from './effects.service.js';
import { Endings } from './endings.query.js';
import { Explanations } from './explain/explain.query.js';
import { GuestSweeps } from './guest-sweeps.service.js';
import { BillingRooms } from './operator/billing-rooms.service.js';
import { InboxLog } from './operator/inbox-log.query.js';
import { LedgerTotals } from './operator/ledger-totals.query.js';
import { OperatorBillingController } from './operator/operator-billing.controller.js';
import { OperatorDriftController } from './operator/operator-drift.controller.js';
import { OperatorInboxController } from './operator/operator-inbox.controller.js';
import { Replays } from './operator/replays.service.js';
import { Inbox } from './inbox/inbox.service.js';
import { WebhooksController } from './inbox/webhooks.controller.js';
import { LateSyncs } from './late-syncs.service.js';
import { Ledger } from './ledger/ledger.service.js';
import { ChargeBooks } from './payments/charge-books.service.js';
import { ChargesController } from './payments/charges.controller.js';
import { InvoiceLinksController } from './payments/invoice-links.controller.js';
import { Payment } from './payments/payment.entity.js';
import { PaymentData } from './payments/payment-data.part.js';
import { Payments } from './payments/payments.service.js';
import { PauseController } from './pauses/pause.controller.js';
import { PausesAhead } from './pauses/pauses-ahead.service.js';
import { Pauses } from './pauses/pauses.service.js';
import { PriceHoldersController } from './price-moves/price-holders.controller.js';
import { PriceMover } from './price-moves/price-mover.service.js';
import { PriceRecalls } from './price-moves/price-recalls.service.js';
import { PriceMoves } from './price-moves/price-moves.service.js';
import { PriceNotices } from './price-moves/price-notices.service.js';
import { PeriodEndings } from './period-endings.service.js';
import { PriceHolders } from './price-holders.service.js';
import { MemberPaymentsController } from './refunds/member-payments.controller.js';
import { PageEndings } from './refunds/page-endings.service.js';
import { PageRefundWork } from './refunds/page-refund-work.service.js';
import { PageRefunds } from './refunds/page-refunds.service.js';
import { RefundBooks } from './refunds/refund-books.query.js';
import { Refunds } from './refunds/refunds.service.js';
import { RenewalsAhead } from './renewals-ahead.service.js';
import { Catalog } from './stripe/catalog.service.js';
import { Customers } from './stripe/customers.service.js';
import { Operations } from './stripe/operations.service.js';
import { StripeClient } from './stripe/stripe.client.js';
import { PaymentStory } from './payments/payment-story.part.js';
import { SandboxClockController } from './sandbox-clock.controller.js';
import { Subscription } from './subscription.entity.js';
import { Surplus } from './surplus.service.js';
import { WithdrawalController } from './withdrawal/withdrawal.controller.js';
import { WithdrawalData } from './withdrawal/withdrawal-data.part.js';
import { WithdrawalLinksController } from './withdrawal/withdrawal-links.controller.js';
import { WithdrawalLinks } from './withdrawal/withdrawal-links.service.js';
import { WithdrawalPages } from './withdrawal/withdrawal-pages.service.js';
import { WithdrawalSettlement } from './withdrawal/withdrawal-settlement.service.js';
import { Withdrawals } from './withdrawal/withdrawals.service.js';
import { Drifts } from './sync/drifts.service.js';
import { Holds } from './sync/holds.service.js';
import { Related } from './inbox/related.service.js';
import { Walk } from './sync/walk.service.js';
import { MissedEvents } from './inbox/missed-events.service.js';
import { SyncRuns } from './sync/sync-runs.service.js';
import { CardController } from './troubles/card.controller.js';
import { CardLinksController } from './troubles/card-links.controller.js';
import { CardLinks } from './troubles/card-links.service.js';
import { CardPages } from './troubles/card-pages.service.js';
import { CardsExpiring } from './troubles/cards-expiring.service.js';
import { Grace } from './troubles/grace.service.js';
import { LateEndings } from './troubles/late-endings.service.js';
import { Recoveries } from './troubles/recoveries.service.js';
import { WaysToPay } from './troubles/ways-to-pay.service.js';
import { RepeatedTrials } from './trials/repeated-trials.service.js';
import { TrialLedger } from './trials/trial-ledger.service.js';
import { TrialsAhead } from './trials/trials-ahead.service.js';
import { Snapshots } from './sync/snapshot.js';
import { Standings } from './sync/standings.service.js';
import { Sync } from './sync/sync.service.js';

registerEntities(Subscription, Payment);

@Module({
  imports: [MembersModule, TiersModule, AccessModule],
  controllers: [
    ClosingController, PauseController, CardController, CardLinksController, ChargesController, BillingDetailsController, InvoiceLinksController, CancellationLinksController, JoinController, GuestJoinController,
    CancellationController, WebhooksController, ChangesController, PriceHoldersController, EarningsController, OperatorBillingController, MemberPaymentsController, WithdrawalController,
    WithdrawalLinksController, SandboxClockController, OperatorInboxController, OperatorDriftController,
  ],
  providers: [
    Arrangements, ChangeNews, Changes, Quotes, Rearrangements, PriceNotices, PriceMoves, PriceMover, PriceRecalls,
    ChargeBooks, Disputes, DisputeEndings, Endings, Ledger, PageEndings, PeriodEndings, PageRefunds, PageRefundWork, RefundBooks, Refunds, FraudWarnings, Troubles, Earnings, LedgerTotals, Explanations, BillingConsole,
    Withdrawals, WithdrawalData, WithdrawalLinks, WithdrawalPages, WithdrawalSettlement,
    PaymentStory, InboxLog, Replays, BillingRooms, SyncRuns, Drifts, Walk, MissedEvents, Holds, Related,
    BillingDetailsService, CustomerDetails, StripeClient, Operations, Customers, Catalog, Checkout, CheckoutReturns, Guests, Offers, Seats, Inbox, Effects, Snapshots, Standings, Surplus, Sync,
    Payments, PaymentData, Cancellations, CancellationLinks, PriceHolders, RenewalsAhead, Pauses, PausesAhead, Grace,
    CardLinks, CardPages, CardsExpiring, LateEndings, Recoveries, WaysToPay, TrialLedger, TrialsAhead, RepeatedTrials, PageClosing, ClosingRefunds, BillingData, Addresses, GuestSweeps, LateSyncs,
  ],
  exports: [
    BillingConsole, CardLinks, Endings, Troubles, WithdrawalLinks, Withdrawals, Cancellations, Catalog, CancellationLinks, PriceHolders, PriceMoves, PriceRecalls, PageClosing, Payments, StripeClient, Checkout,
  ],
})
export class BillingModule {}
