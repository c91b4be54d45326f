import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PasswordAgainDto } from '../members/index.js';
import { CURRENCIES, PERIODS, type Period } from './price-rules.js';

export class TierDto {
  @IsString() @IsNotEmpty() @MaxLength(60)
  name: string;

  @IsString() @MaxLength(300)
  description: string;

  /** One benefit a line. */
  @IsString() @MaxLength(2000)
  benefits: string;

  /** Markdown, to a new member. */
  @IsString() @MaxLength(4000)
  welcome: string;

  /** Major units as a person writes them, e.g. `5` or `5.50`; ignored for a free tier. */
  @IsOptional() @IsString() @MaxLength(20)
  price?: string;

  /** The same for a year; empty takes the yearly price off sale, none leaves it as it is. */
  @IsOptional() @IsString() @MaxLength(20)
  yearly?: string;

  /** What both are in, and what the tier's price is told in. */
  @IsOptional() @IsIn(Object.keys(CURRENCIES))
  currency?: string;

  /** How many may be in it at once; empty for as many as like, none leaves it as it is. */
  @IsOptional() @IsString() @Matches(/^([1-9]\d{0,5})?$/)
  seats?: string;

  /** For how many days it stays open while a failed renewal is being sorted out, 0 to 30; empty or none leaves it as it is. */
  @IsOptional() @IsString() @Matches(/^(\d|[12]\d|30)?$/)
  graceDays?: string;

  /** For how many days it is free at first, 1 to 30; empty for none, none leaves it as it is. */
  @IsOptional() @IsString() @Matches(/^([1-9]|[12]\d|30)?$/)
  trialDays?: string;

  /** Whether a card is asked for before the free days begin; those whose address is not proved are always asked. */
  @IsOptional() @IsIn(['yes', 'no'])
  trialCard?: 'yes' | 'no';

  /** `yes` tells of it only to those who have its address. */
  @IsOptional() @IsIn(['yes', 'no'])
  hidden?: 'yes' | 'no';

  /** `yes` sells a paid tier to those alone whom the page lets in, at their asking. */
  @IsOptional() @IsIn(['yes', 'no'])
  onRequest?: 'yes' | 'no';

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}

export class TierChangeDto extends TierDto {
  /** Needed where a price becomes another. */
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}

export class NewTierDto extends TierDto {
  @IsIn(['free', 'paid'])
  paid: 'free' | 'paid';
}

/** One more currency, or another amount in one that is there, for which the password is needed. */
export class TierPriceDto extends PasswordAgainDto {
  @IsString() @MaxLength(20)
  price: string;

  @IsIn(Object.keys(CURRENCIES))
  currency: string;

  @IsIn(PERIODS)
  period: Period;
}
