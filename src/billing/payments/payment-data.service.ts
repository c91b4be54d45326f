import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { PersonalData } from '../../members/index.js';
import { Payment } from './payment.entity.js';

/** What somebody was charged: theirs to take along, and kept without their name when they leave, since tax law wants the figures. */
@Injectable()
export class PaymentData {
  constructor(db: Database, personal: PersonalData) {
    personal.register({
      name: 'payments',
      export: (accountId) => db.repo(Payment).find({ where: { accountId }, order: { createdAt: 'asc' } }),
      erase: async (accountId) => { await db.repo(Payment).update({ accountId }, { accountId: null }); },
      adopt: async (from, to) => { await db.repo(Payment).update({ accountId: from }, { accountId: to }); },
    });
  }
}
