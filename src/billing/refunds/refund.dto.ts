import { IsNumberString, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { YesOrNo } from '../../platform/index.js';

export class RefundDto {
  /** Like 5 or 4.50; empty for all that is left. */
  @IsOptional() @IsString() @MaxLength(20)
  amount?: string;

  /** How many refunds of this payment whoever asks has seen: two presses of one button are one refund. */
  @IsNumberString() @Matches(/^\d{1,3}$/)
  seen: string;

  /** Ends the membership now, too. */
  @YesOrNo()
  end: boolean;

  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}
