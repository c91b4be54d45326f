import { IsOptional, IsString, MaxLength } from 'class-validator';

export class EndingDto {
  /** Which of a member's memberships: whoever joined again since keeps the new one. */
  @IsString() @MaxLength(200)
  subscription: string;

  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}
