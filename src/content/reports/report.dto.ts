import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { OUTCOMES, REASONS } from './report.entity.js';

export class ReportDto {
  @IsIn(REASONS)
  reason: (typeof REASONS)[number];

  @IsOptional() @IsString() @MaxLength(2000)
  words?: string;
}

export class ResolutionDto {
  @IsIn(OUTCOMES)
  outcome: (typeof OUTCOMES)[number];

  @IsOptional() @IsString() @MaxLength(2000)
  note?: string;
}
