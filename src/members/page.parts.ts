import { AuditController } from './audit/audit.controller.js';
import { Audit } from './audit/audit.service.js';
import { PasswordAgain } from './auth/password-again.service.js';
import { Closings } from './closing/closings.service.js';
import { Handles } from './handles.service.js';
import { OperatorPagesController } from './page-requests/operator-pages.controller.js';
import { PageExtrasService } from './page-extras.service.js';
import { PageRequests } from './page-requests/page-requests.service.js';
import { InvitationsController } from './team/invitations.controller.js';
import { Invitations } from './team/invitations.service.js';
import { TeamController } from './team/team.controller.js';
import { Teams } from './team/teams.service.js';

/** What belongs to having a page: its team, its settings, its beginning and its end. */
export const PAGE_CONTROLLERS = [AuditController, TeamController, InvitationsController, OperatorPagesController];
export const PAGE_PROVIDERS = [Audit, PasswordAgain, Teams, Invitations, PageRequests, Handles, PageExtrasService, Closings];
export const PAGE_EXPORTS = [Audit, PasswordAgain, Teams, Invitations, PageRequests, PageExtrasService, Closings];
