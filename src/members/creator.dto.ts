import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsTimeZone, Matches, Max, MaxLength, Min } from 'class-validator';
import { LANGUAGES, YesOrNo } from '../platform/index.js';

export class NewCreatorDto {
  @IsString() @IsNotEmpty() @MaxLength(80)
  name: string;

  @IsString() @Matches(/^[a-zA-Z0-9][a-zA-Z0-9-]{1,29}$/)
  handle: string;

  @IsIn(LANGUAGES)
  language: string;
}

export class PageRequestDto extends NewCreatorDto {
  /** One sentence for the operator. */
  @IsString() @IsNotEmpty() @MaxLength(300)
  why: string;
}

export class HandleDto {
  @IsString() @Matches(/^[a-zA-Z0-9][a-zA-Z0-9-]{1,29}$/)
  handle: string;
}

export class LinksDto {
  /** One a line: words, then an https address. */
  @IsString() @MaxLength(4000)
  links: string;
}

/** A tick each; what is not ticked is not sent. */
export class NumbersDto {
  @IsOptional() @IsIn(['1'])
  members?: string;

  @IsOptional() @IsIn(['1'])
  active?: string;

  @IsOptional() @IsIn(['1'])
  tenure?: string;

  @IsOptional() @IsIn(['1'])
  posts?: string;
}

export class CreatorDto {
  @IsString() @IsNotEmpty() @MaxLength(80)
  name: string;

  @IsString() @MaxLength(240)
  standfirst: string;

  @IsString() @MaxLength(20_000)
  about: string;

  @IsIn(LANGUAGES)
  language: string;

  @Convert(() => Number) @IsIn(Array.from({ length: 72 }, (_, i) => i * 5))
  hue: number;

  @Convert(() => Number) @IsInt() @Min(14) @Max(150)
  chroma: number;

  @IsOptional() @IsTimeZone()
  timeZone?: string;

  /** `yes` or `no`; all of the page is for adults. */
  @IsOptional() @YesOrNo()
  adult?: boolean;

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}

export class PictureDto {
  @IsString() @MaxLength(300)
  alt: string;

  @IsOptional() @IsString() @MaxLength(300)
  caption?: string;
}
