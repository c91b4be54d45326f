import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

export class AskDto {
  /** Nobody has to say why. */
  @IsOptional() @IsString() @MaxLength(1000)
  words?: string;
}

export class AnswerDto {
  @IsOptional() @IsString() @MaxLength(500)
  says?: string;

  /** What to let them in to; the one there is, if left out. */
  @IsOptional() @IsUUID()
  tierId?: string;
}
