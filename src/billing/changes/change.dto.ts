import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import { PERIODS, type Period } from '../../tiers/index.js';

/** More than any amount that Stripe takes, and than any second that is to come soon. */
const MOST = 99_999_999_999;

/** A change, and what was shown of it: what it costs is ours to say, these only hold us to it. */
export class ChangeDto {
  @IsUUID()
  tierId: string;

  @IsIn(PERIODS)
  period: Period;

  /** What is charged now, in minor units. */
  @Convert(() => Number) @IsInt() @Min(0) @Max(MOST)
  due: number;

  /** What is charged each period from then on, in minor units. */
  @Convert(() => Number) @IsInt() @Min(1) @Max(MOST)
  price: number;

  /** The quote's `at`. */
  @Convert(() => Number) @IsInt() @Min(0) @Max(MOST)
  at: number;
}
