import { applyDecorators } from '@nestjs/common';
import { Transform, Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { YesOrNo } from '../platform/index.js';
import { CHOICES } from './audience-choice.js';

const StepDays = () => applyDecorators(
  IsOptional(), Transform(({ value }: { value: unknown }) => (value === '' || value === undefined || value === null ? undefined : Number(value))), IsInt(), Min(1), Max(730),
);
const StepFor = () => applyDecorators(IsOptional(), IsString(), MaxLength(2000), Matches(CHOICES));

export class PostDto {
  @IsString() @IsNotEmpty() @MaxLength(200)
  title: string;

  @IsString() @MaxLength(300)
  standfirst: string;

  /** Markdown; anyone may read it. */
  @IsString() @MaxLength(20_000)
  teaser: string;

  /** Markdown; for the audience. */
  @IsString() @MaxLength(200_000)
  body: string;

  /** Any of `public`, `followers`, `paid`, `tier:<id>` (and above), `only:<id>`, `member:<account id>`, with spaces or commas between. */
  @IsOptional() @IsString() @MaxLength(10_000) @Matches(CHOICES)
  audience?: string;

  /** More members to name: addresses or names, with commas or line breaks between. */
  @IsOptional() @IsString() @MaxLength(5000)
  named?: string;

  /** `yes` or `no`. */
  @IsOptional() @YesOrNo()
  adult?: boolean;

  /** `yes` or `no`: whether members who may not read it are sent its beginning. */
  @IsOptional() @YesOrNo()
  tease?: boolean;

  /** Names with commas between. */
  @IsOptional() @IsString() @MaxLength(1000)
  tags?: string;

  /** The last part of its address; the one before goes on leading here. */
  @IsOptional() @IsString() @MaxLength(80) @Matches(/^[a-z0-9]*(-[a-z0-9]+)*$/)
  slug?: string;

  /** Day and time by the creator's clock, for `schedule`. */
  @IsOptional() @IsString() @MaxLength(10)
  publishOn?: string;

  @IsOptional() @IsString() @MaxLength(5)
  publishAt?: string;

  /** Which of the two, where the clocks go back and the hour comes twice. */
  @IsOptional() @IsIn(['first', 'second', ''])
  whichHour?: string;

  /** So many days after it goes out it is for these, too. */
  @StepDays()
  step1Days?: number;

  @StepFor()
  step1For?: string;

  @StepDays()
  step2Days?: number;

  @StepFor()
  step2For?: string;

  @StepDays()
  step3Days?: number;

  @StepFor()
  step3For?: string;

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}
