import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { CsrfGuard, registerEntities } from '../platform/index.js';
import { Account } from './account.entity.js';
import { Accounts } from './accounts.service.js';
import { AuditController } from './audit/audit.controller.js';
import { Audit } from './audit/audit.service.js';
import { LocalStrategy } from './auth/local.strategy.js';
import { PasswordResetsController } from './auth/password-resets.controller.js';
import { PasswordResets } from './auth/password-resets.service.js';
import { RegistrationsController } from './auth/registrations.controller.js';
import { Registrations } from './auth/registrations.service.js';
import { SessionGuard } from './auth/session.guard.js';
import { SessionsController } from './auth/sessions.controller.js';
import { Sessions } from './auth/sessions.service.js';
import { SetupController } from './auth/setup.controller.js';
import { Setup } from './auth/setup.service.js';
import { SignIns } from './auth/sign-ins.js';
import { AuthSweeps } from './auth/sweeps.service.js';
import { LinkTokens } from './auth/tokens.service.js';
import { Creator } from './creator.entity.js';
import { Creators } from './creators.service.js';
import { PersonalData } from './personal-data/personal-data.service.js';
import { Picture } from './picture.entity.js';
import { PicturesController } from './pictures.controller.js';
import { Pictures } from './pictures.service.js';
import { SettingsController } from './settings.controller.js';
import { StudioController } from './studio.controller.js';
import { Studio } from './studio.service.js';
import { TeamMember } from './team-member.entity.js';

registerEntities(Account, Creator, TeamMember, Picture);

@Module({
  imports: [PassportModule],
  controllers: [
    RegistrationsController, SessionsController, PasswordResetsController, SetupController, StudioController, SettingsController, PicturesController, AuditController,
  ],
  providers: [
    PersonalData, Accounts, Registrations, PasswordResets, Setup, LinkTokens, Sessions, AuthSweeps, SignIns, LocalStrategy, Creators, Pictures, Studio, Audit,
    // In this order: first who asks, then whether the form is theirs.
    { provide: APP_GUARD, useClass: SessionGuard },
    { provide: APP_GUARD, useExisting: CsrfGuard },
  ],
  exports: [PersonalData, Accounts, LinkTokens, Sessions, Creators, Pictures, Studio, Setup, Audit],
})
export class MembersModule {}
