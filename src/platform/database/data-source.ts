import type { DataSourceOptions } from 'typeorm';
import { SnakeNames } from './snake-names.js';

const entities: Function[] = [];

/** Called once by each module's file with what it owns; keeps one list for the data source and the drift check. */
export function registerEntities(...classes: Function[]): void {
  for (const one of classes) if (!entities.includes(one)) entities.push(one);
}

/** How this app talks to PostgreSQL. The schema comes from migrations alone. */
export function dataSourceOptions(url: string, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres', url, entities: [...entities], synchronize: false, migrationsRun: false,
    namingStrategy: new SnakeNames(), poolSize, logging: ['error'], uuidExtension: 'pgcrypto', invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: { application_name: 'thousand', idle_in_transaction_session_timeout: 30_000, statement_timeout: 30_000 },
  };
}
