import { IsIn, IsOptional } from 'class-validator';

export class CardDto {
  /** Another card, or the bank's question about the open invoice. */
  @IsOptional() @IsIn(['card', 'confirm'])
  way?: 'card' | 'confirm';
}
