import { IsIn, IsOptional, IsString, IsUUID, MaxLength, ValidateIf } from 'class-validator';

export const STATUSES = ['all', 'paid', 'free', 'trouble', 'ending', 'ended', 'complimentary'] as const;
export const SORTS = ['newest', 'oldest', 'name'] as const;
const given = (_: object, value: unknown) => value !== '';

/** Which members are meant: as a query of the list, and as the form of an export. */
export class MemberFilterDto {
  /** Part of a name; for the owner, of an address too. */
  @IsOptional() @IsString() @MaxLength(100)
  q?: string;

  @IsOptional() @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @IsOptional() @ValidateIf(given) @IsUUID()
  tier?: string;

  @IsOptional() @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}

export class MemberQueryDto extends MemberFilterDto {
  /** The last row of the page before. */
  @IsOptional() @IsUUID()
  after?: string;

  @IsOptional() @IsString() @MaxLength(10)
  language?: string;
}
