import { IsNotEmpty, IsOptional, IsString, MaxLength, MinLength, Matches } from 'class-validator';
import { IsAddress } from '../email-address.js';
import { PASSWORD_LENGTH } from './password.js';

const NO_CONTROL = /^[^\u0000-\u001f\u007f]*$/;

export class SignUpDto {
  @IsString() @IsNotEmpty() @MaxLength(100) @Matches(NO_CONTROL)
  name: string;

  @IsAddress()
  email: string;

  @IsString() @MinLength(PASSWORD_LENGTH) @MaxLength(200)
  password: string;

  @IsOptional() @IsString() @MaxLength(500)
  next?: string;
}

export class ConfirmationDto {
  /** The password chosen at sign-up; only the browser that signed up needs none. */
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}

export class SignInDto {
  @IsString() @IsNotEmpty() @MaxLength(254)
  email: string;

  @IsString() @IsNotEmpty() @MaxLength(200)
  password: string;

  @IsOptional() @IsString() @MaxLength(500)
  next?: string;
}

export class ResetRequestDto {
  @IsAddress()
  email: string;
}

export class ResetDto {
  @IsString() @MinLength(PASSWORD_LENGTH) @MaxLength(200)
  password: string;
}

export class SetupDto {
  @IsString() @IsNotEmpty() @MaxLength(100) @Matches(NO_CONTROL)
  name: string;

  @IsAddress()
  email: string;

  @IsString() @MinLength(PASSWORD_LENGTH) @MaxLength(200)
  password: string;

  @IsOptional() @IsString() @MaxLength(100) @Matches(NO_CONTROL)
  creatorName?: string;

  @IsOptional() @IsString() @Matches(/^([a-zA-Z0-9][a-zA-Z0-9-]{1,29})?$/)
  handle?: string;
}

export class SignInLinkDto {
  @IsAddress()
  email: string;

  /** The form has one; nobody looks at it. */
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;

  @IsOptional() @IsString() @MaxLength(500)
  next?: string;
}
