import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsAddress } from '../../members/index.js';
import { CheckoutDto } from './join.controller.js';

/** Who joins without signing in: an address, a tier, and a name if they like. */
export class GuestJoinDto extends CheckoutDto {
  @IsAddress()
  email: string;

  @IsOptional() @IsString() @MaxLength(100) @Matches(/^[^\u0000-\u001f\u007f]*$/)
  name?: string;
}
