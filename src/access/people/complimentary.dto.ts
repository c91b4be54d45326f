import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';

export class ComplimentaryDto {
  @IsUUID()
  tierId: string;

  /** The last day, where the page is: `2027-01-31`. */
  @IsString() @IsNotEmpty() @MaxLength(10)
  until: string;

  /** Why, in words; the member reads them. */
  @IsString() @IsNotEmpty() @MaxLength(300)
  note: string;
}
