import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { IsAddress } from '../email-address.js';
import { PASSWORD_LENGTH } from './password.js';

const TICKED = ['on', 'true', true];

export class NewAddressDto {
  @IsAddress()
  email: string;

  /** The one that is valid now; needless for a quarter of an hour after signing in by a link. */
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}

export class NewPasswordDto {
  /** The one that is valid now; needless for a quarter of an hour after signing in by a link. */
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;

  @IsString() @MinLength(PASSWORD_LENGTH) @MaxLength(200)
  newPassword: string;
}

export class NewTokenDto {
  @IsString() @IsNotEmpty() @MaxLength(60) @Matches(/^[^\u0000-\u001f\u007f]*$/)
  name: string;

  /** May write posts. Every token may read. */
  @IsOptional() @IsIn(TICKED)
  posts?: unknown;

  /** May act on members. */
  @IsOptional() @IsIn(TICKED)
  people?: unknown;

  /** May change tiers, and the page's words. */
  @IsOptional() @IsIn(TICKED)
  page?: unknown;

  /** May follow, pay and leave in my name. */
  @IsOptional() @IsIn(TICKED)
  account?: unknown;

  /** Days until it ends by itself. */
  @IsOptional() @IsIn(['30', '90', '365', 'never'])
  days?: string;

  /** The one that is valid now; whoever has none comes by a link. */
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}
