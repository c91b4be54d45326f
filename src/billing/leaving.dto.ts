import { IsIn, IsOptional } from 'class-validator';

export class LeavingDto {
  /** What whoever leaves saw: `paid`, or `unsold` for a price that is not ours, ends nothing where that is over already, so that a second press is no second leaving. */
  @IsOptional() @IsIn(['paid', 'free', 'unsold'])
  kind?: 'paid' | 'free' | 'unsold';
}
