import { AppError } from '../../domain/errors';

/** True for an AppError whose code has this prefix: `pack/` means that a record or manifest was refused. */
export function isAppErrorWith(thrown: unknown, prefix: string): thrown is AppError {
  return thrown instanceof AppError && thrown.code.startsWith(prefix);
}
