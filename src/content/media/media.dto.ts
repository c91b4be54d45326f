import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

/** Boxes send `1` when they are ticked and nothing when they are not. */
export class MediaDto {
  /** What the picture shows; may be left out only where `decorative` says so. */
  @IsOptional() @IsString() @MaxLength(500)
  alt?: string;

  @IsOptional() @IsIn(['1'])
  decorative?: string;

  @IsOptional() @IsString() @MaxLength(500)
  caption?: string;

  /** Stands above the post and beside it in lists. */
  @IsOptional() @IsIn(['1'])
  cover?: string;

  /** Anyone may see it, whoever the post is for. */
  @IsOptional() @IsIn(['1'])
  open?: string;
}
