import { Type as Convert } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { CHOICES } from './audience-choice.js';

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

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}
