import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { CsrfGuard, registerEntities } from '../platform/index.js';
import { Account } from './account.entity.js';
import { Accounts } from './accounts.service.js';
import { AUTH_CONTROLLERS, AUTH_EXPORTS, AUTH_PROVIDERS } from './auth/auth.parts.js';
import { SessionGuard } from './auth/session.guard.js';
import { Creator } from './creator.entity.js';
import { Creators } from './creators.service.js';
import { PAGE_CONTROLLERS, PAGE_EXPORTS, PAGE_PROVIDERS } from './page.parts.js';
import { AccountDataController } from './personal-data/account-data.controller.js';
import { Farewells } from './personal-data/farewells.service.js';
import { MembersData } from './personal-data/members-data.part.js';
import { PersonalData } from './personal-data/personal-data.service.js';
import { PageRequest } from './page-requests/page-request.entity.js';
import { SignalsData } from './personal-data/signals-data.part.js';
import { Picture } from './picture.entity.js';
import { PicturesController } from './pictures.controller.js';
import { Pictures } from './pictures.service.js';
import { SettingsController } from './settings.controller.js';
import { StudioController } from './studio.controller.js';
import { Studio } from './studio.service.js';
import { TeamMember } from './team-member.entity.js';

registerEntities(Account, Creator, TeamMember, Picture, PageRequest);

@Module({
  imports: [PassportModule],
  controllers: [...AUTH_CONTROLLERS, ...PAGE_CONTROLLERS, AccountDataController, StudioController, SettingsController, PicturesController],
  providers: [
    ...AUTH_PROVIDERS, ...PAGE_PROVIDERS, PersonalData, Farewells, SignalsData, MembersData, Accounts, Creators, Pictures, Studio,
    // In this order: first who asks, then whether the form is theirs.
    { provide: APP_GUARD, useClass: SessionGuard },
    { provide: APP_GUARD, useExisting: CsrfGuard },
  ],
  exports: [...AUTH_EXPORTS, ...PAGE_EXPORTS, PersonalData, Accounts, Creators, Pictures, Studio],
})
export class MembersModule {}
