import { Type as Convert } from 'class-transformer';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

export class CollectionDto {
  @IsString() @IsNotEmpty() @MaxLength(120)
  title: string;

  @IsOptional() @IsString() @MaxLength(600)
  about?: string;

  @IsOptional() @Convert(() => Number) @IsInt()
  version?: number;
}

export class CollectionPostDto {
  @IsUUID()
  postId: string;
}

export class CollectionMoveDto {
  @IsIn(['up', 'down'])
  way: 'up' | 'down';
}
