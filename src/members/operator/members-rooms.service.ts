import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config, Queue } from '../../platform/index.js';
import { PageRequests } from '../page-requests/page-requests.service.js';
import { OperatorRooms } from './operator-rooms.service.js';

const POLICY = { anyone: 'operator.anyone', approved: 'operator.approved', operator: 'operator.operatorOnly' } as const;

/** What the operator looks after in people, pages and jobs. */
@Injectable()
export class MembersRooms implements OnModuleInit {
  constructor(private readonly rooms: OperatorRooms, private readonly requests: PageRequests, private readonly queue: Queue, private readonly config: Config) {}

  onModuleInit(): void {
    this.rooms.register(
      {
        url: '/operator/pages', title: 'operator.pages',
        look: async (t) => {
          const waiting = (await this.requests.all()).filter((one) => !one.decidedAt).length;
          return { says: waiting > 0 ? t('operator.waitingCount', { count: waiting }) : t(POLICY[this.config.creators]), worry: waiting > 0 };
        },
      },
      { url: '/operator/people', title: 'people.title', look: async (t) => ({ says: t('people.indexWhat'), worry: false }) },
      { url: '/operator/audit', title: 'audit.installTitle', look: async (t) => ({ says: t('audit.installWhat'), worry: false }) },
      {
        url: '/operator/jobs', title: 'jobs.title',
        look: async (t) => {
          const { waiting, givenUp } = await this.queue.state();
          if (givenUp > 0) return { says: t('jobs.givenUpCount', { count: givenUp }), worry: true };
          return { says: waiting > 0 ? t('jobs.waitingCount', { count: waiting }) : t('jobs.calm'), worry: false };
        },
      },
    );
  }
}
