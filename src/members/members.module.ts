import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { CsrfGuard, registerEntities } from '../platform/index.js';
import { Account } from './account.entity.js';
import { Accounts } from './accounts.service.js';
import { AuditController } from './audit/audit.controller.js';
import { Audit } from './audit/audit.service.js';
import { AUTH_CONTROLLERS, AUTH_EXPORTS, AUTH_PROVIDERS } from './auth/auth.parts.js';
import { PasswordAgain } from './auth/password-again.service.js';
import { LocalStrategy } from './auth/local.strategy.js';
import { PasswordResetsController } from './auth/password-resets.controller.js';
import { PasswordResets } from './auth/password-resets.service.js';
import { RegistrationsController } from './auth/registrations.controller.js';
import { Registrations } from './auth/registrations.service.js';
import { SessionGuard } from './auth/session.guard.js';
import { Creator } from './creator.entity.js';
import { Creators } from './creators.service.js';
import { PersonalData } from './personal-data/personal-data.service.js';
import { Picture } from './picture.entity.js';
import { PicturesController } from './pictures.controller.js';
import { Pictures } from './pictures.service.js';
import { SettingsController } from './settings.controller.js';
import { StudioController } from './studio.controller.js';
import { Studio } from './studio.service.js';
import { InvitationsController } from './team/invitations.controller.js';
import { Invitations } from './team/invitations.service.js';
import { TeamController } from './team/team.controller.js';
import { Teams } from './team/teams.service.js';
import { TeamMember } from './team-member.entity.js';

registerEntities(Account, Creator, TeamMember, Picture);

@Module({
  imports: [PassportModule],
  controllers: [
    ...AUTH_CONTROLLERS, StudioController, SettingsController, PicturesController, AuditController,
  ],
  providers: [
    ...AUTH_PROVIDERS, PersonalData, Accounts, Creators, Pictures, Studio, Audit,
    RegistrationsController, SessionsController, PasswordResetsController, SetupController, StudioController, SettingsController, PicturesController, AuditController,
    TeamController, InvitationsController,
  ],
  providers: [
    PersonalData, Accounts, Registrations, PasswordResets, Setup, LinkTokens, Sessions, AuthSweeps, SignIns, LocalStrategy, Creators, Pictures, Studio, Audit,
    Teams, Invitations, PasswordAgain,
    // In this order: first who asks, then whether the form is theirs.
    { provide: APP_GUARD, useClass: SessionGuard },
    { provide: APP_GUARD, useExisting: CsrfGuard },
  ],
  exports: [...AUTH_EXPORTS, PersonalData, Accounts, Creators, Pictures, Studio, Audit],
  exports: [PersonalData, Accounts, LinkTokens, Sessions, Creators, Pictures, Studio, Setup, Audit, Teams, Invitations, PasswordAgain],
})
export class MembersModule {}
