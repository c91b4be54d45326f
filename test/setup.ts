// CommonJS packages that require an ESM one already in the graph fail under Jest's ESM loader unless it is loaded first.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
