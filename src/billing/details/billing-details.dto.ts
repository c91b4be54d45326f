import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { COUNTRIES } from './countries.js';

const PLAIN = /^[^\u0000-\u001f\u007f]*$/;

export class BillingDetailsDto {
  /** A person's or a company's. */
  @IsString() @IsNotEmpty() @MaxLength(150) @Matches(PLAIN)
  name: string;

  @IsOptional() @IsString() @MaxLength(200) @Matches(PLAIN)
  line1?: string;

  @IsOptional() @IsString() @MaxLength(200) @Matches(PLAIN)
  line2?: string;

  @IsOptional() @IsString() @MaxLength(20) @Matches(PLAIN)
  postalCode?: string;

  @IsOptional() @IsString() @MaxLength(100) @Matches(PLAIN)
  city?: string;

  @IsOptional() @IsString() @MaxLength(100) @Matches(PLAIN)
  region?: string;

  /** ISO 3166, two letters; empty without an address. */
  @IsOptional() @IsIn(['', ...COUNTRIES])
  country?: string;

  /** VAT number or the like, as it is written in the country of the address. */
  @IsOptional() @IsString() @MaxLength(40) @Matches(PLAIN)
  taxNumber?: string;
}
