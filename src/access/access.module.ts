import { Module } from '@nestjs/common';
import { registerEntities } from '../platform/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { AccessData } from './access-data.part.js';
import { AccountController } from './account.controller.js';
import { Guarded } from './guarded.service.js';
import { AdultConsent } from './adult-consent.entity.js';
import { Doors } from './doors.service.js';
import { Grant } from './grant.entity.js';
import { AccessStory } from './people/access-story.part.js';
import { Complimentary } from './people/complimentary.service.js';
import { ExportLinks } from './people/export-links.service.js';
import { ExportsController } from './people/exports.controller.js';
import { MemberController } from './people/member.controller.js';
import { MemberList } from './people/member-list.query.js';
import { MembersController } from './people/members.controller.js';
import { MemberSheets } from './people/member-sheets.service.js';
import { Stories } from './people/stories.service.js';
import { MembershipController } from './membership.controller.js';
import { Membership } from './membership.entity.js';
import { Memberships } from './memberships.service.js';
import { MembershipViews } from './membership-views.service.js';
import { TierPromise } from './promises/promise.entity.js';
import { PromisesController } from './promises/promises.controller.js';
import { Promises } from './promises/promises.service.js';
import { Admissions } from './requests/admissions.service.js';
import { AskingController } from './requests/asking.controller.js';
import { RequestData } from './requests/request-data.part.js';
import { RequestsController } from './requests/requests.controller.js';
import { Requests } from './requests/requests.query.js';
import { RequestsTold } from './requests/requests-told.service.js';
import { TierRequest } from './requests/tier-request.entity.js';
import { TierRequests } from './requests/tier-requests.service.js';
import { StudioTiersController } from './studio-tiers.controller.js';
import { TierOrderController } from './tier-order.controller.js';
import { TierOrders } from './tier-orders.service.js';
import { TierPricesController } from './tier-prices.controller.js';

registerEntities(AdultConsent, TierPromise, TierRequest, Membership, Grant);

@Module({
  imports: [MembersModule, TiersModule],
  controllers: [
    MembersController, ExportsController, RequestsController, MemberController, AccountController, MembershipController, AskingController, PromisesController, TierOrderController,
    TierPricesController, StudioTiersController,
  ],
  providers: [
    Stories, AccessStory, MemberList, MemberSheets, Complimentary, ExportLinks, AccessData, RequestData, Doors, Guarded, Promises, TierOrders, Memberships, MembershipViews, Admissions,
    Requests, RequestsTold, TierRequests,
  ],
  exports: [Stories, Doors, Guarded, Memberships, MembershipViews, Admissions, Requests, TierRequests],
})
export class AccessModule {}
