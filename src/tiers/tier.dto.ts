import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { CURRENCIES } from './price-rules.js';

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

  @IsOptional() @IsIn(Object.keys(CURRENCIES))
  currency?: string;

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}

export class NewTierDto extends TierDto {
  @IsIn(['free', 'paid'])
  paid: 'free' | 'paid';
}
