import { applyDecorators, type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { CsrfGuard, UPLOAD } from './csrf.guard.js';

/** Checks the form's token once the multipart body has been read; the guard could not see it. */
@Injectable()
export class CsrfOfUpload implements NestInterceptor {
  constructor(private readonly csrf: CsrfGuard) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.csrfPending) this.csrf.check(request, request.body as Record<string, unknown>);
    return next.handle();
  }
}

/** A route that takes one file of at most `bytes` in `field`, in memory, with its form's other fields in the body. */
export const Upload = (field: string, bytes: number) => applyDecorators(
  SetMetadata(UPLOAD, true),
  UseInterceptors(FileInterceptor(field, { limits: { fileSize: bytes, files: 1, fields: 20, fieldSize: 10_000 } }), CsrfOfUpload),
);
