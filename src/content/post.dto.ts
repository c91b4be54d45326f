import { Type as Convert } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

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

  /** `public`, `followers`, `paid`, or `tier:<id>` for that tier and those above it. */
  @IsString() @Matches(/^(public|followers|paid|tier:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  audience: string;

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}
