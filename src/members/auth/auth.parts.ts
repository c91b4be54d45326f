import { AddressChanges } from './address-changes.service.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ApiTokens } from './api-tokens.service.js';
import { GuestListController, InvitedController } from './guest-list.controller.js';
import { GuestList } from './guest-list.service.js';
import { LocalStrategy } from './local.strategy.js';
import { MailLimits } from './mail-limits.js';
import { OwnAddressController } from './own-address.controller.js';
import { OwnPasswordController } from './own-password.controller.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { PasswordResets } from './password-resets.service.js';
import { ProofController } from './proof.controller.js';
import { Proofs } from './proofs.service.js';
import { RegistrationsController } from './registrations.controller.js';
import { Registrations } from './registrations.service.js';
import { SecurityController } from './security.controller.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.service.js';
import { SetupController } from './setup.controller.js';
import { Setup } from './setup.service.js';
import { SignInLinksController } from './sign-in-links.controller.js';
import { SignInLinks } from './sign-in-links.service.js';
import { SignIns } from './sign-ins.js';
import { AuthSweeps } from './sweeps.service.js';
import { LinkTokens } from './tokens.service.js';

export const AUTH_CONTROLLERS = [
  RegistrationsController, SessionsController, SignInLinksController, ProofController, PasswordResetsController, SetupController,
  SecurityController, OwnAddressController, OwnPasswordController, ApiTokensController, GuestListController, InvitedController,
];

export const AUTH_PROVIDERS = [
  Registrations, PasswordResets, Setup, LinkTokens, Sessions, ApiTokens, Proofs, SignInLinks, AddressChanges, GuestList, MailLimits, AuthSweeps, SignIns, LocalStrategy,
];

/** What other modules may use of it. */
export const AUTH_EXPORTS = [LinkTokens, Sessions, Setup, SignIns, MailLimits];
