import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, step } from '../../platform/index.js';
import { PersonalData, type PersonalPart } from '../../members/index.js';
import { Payment } from './payment.entity.js';

/** What somebody was charged: theirs to take along, and kept without their name when they leave, since tax law wants the figures. */
@Injectable()
export class PaymentData implements PersonalPart, OnModuleInit {
  readonly name = 'payments';

  constructor(private readonly data: PersonalData, private readonly db: Database) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object[]> {
    return step('paymentData.export', () => this.db.repo(Payment).find({ where: { accountId }, order: { createdAt: 'asc' } }));
  }

  async erase(accountId: string): Promise<void> {
    await step('paymentData.erase', () => this.db.repo(Payment).update({ accountId }, { accountId: null }));
  }

  async adopt(from: string, to: string): Promise<void> {
    await step('paymentData.adopt', () => this.db.repo(Payment).update({ accountId: from }, { accountId: to }));
  }
}
