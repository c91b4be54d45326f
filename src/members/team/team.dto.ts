import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsAddress } from '../email-address.js';

/** Roles that may be given; owning a page is handed over, not given. */
export const GIVEN_ROLES = ['editor', 'community'] as const;
export type GivenRole = (typeof GIVEN_ROLES)[number];

export class InvitationDto {
  @IsAddress()
  email: string;

  @IsIn(GIVEN_ROLES)
  role: GivenRole;
}

export class RoleDto {
  @IsIn(GIVEN_ROLES)
  role: GivenRole;
}

export class PasswordAgainDto {
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}
