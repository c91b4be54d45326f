import { AuditController } from './audit/audit.controller.js';
import { Audit } from './audit/audit.service.js';
import { PasswordAgain } from './auth/password-again.service.js';
import { Closings } from './closing/closings.service.js';
import { Handles } from './handles.service.js';
import { MembersRooms } from './operator/members-rooms.service.js';
import { OperatorAuditController } from './operator/operator-audit.controller.js';
import { OperatorController } from './operator/operator.controller.js';
import { OperatorJobsController } from './operator/operator-jobs.controller.js';
import { OperatorRooms } from './operator/operator-rooms.service.js';
import { OperatorPagesController } from './page-requests/operator-pages.controller.js';
import { PageExtrasService } from './page-extras.service.js';
import { PageRequests } from './page-requests/page-requests.service.js';
import { InvitationsController } from './team/invitations.controller.js';
import { Invitations } from './team/invitations.service.js';
import { TeamController } from './team/team.controller.js';
import { Teams } from './team/teams.service.js';

/** What belongs to having a page: its team, its settings, its beginning and its end. */
export const PAGE_CONTROLLERS = [AuditController, TeamController, InvitationsController, OperatorController, OperatorPagesController, OperatorAuditController, OperatorJobsController];
export const PAGE_PROVIDERS = [Audit, PasswordAgain, Teams, Invitations, PageRequests, Handles, PageExtrasService, Closings, OperatorRooms, MembersRooms];
export const PAGE_EXPORTS = [OperatorRooms, Audit, PasswordAgain, Teams, Invitations, PageRequests, PageExtrasService, Closings];
