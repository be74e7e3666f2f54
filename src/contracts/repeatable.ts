import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';

/** C11: `repeat` of a body that is refused where the same was recorded a moment ago. */
export const Repeatable = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      default: false,
      description:
        'Without an Idempotency-Key, what this contract recorded within the last minute is refused as ' +
        '`probably-repeated`, also with another `reason`; `true` records it once more. A request with a key is never ' +
        'refused so: a second key means a second command.',
    }),
    IsOptional(),
    IsBoolean(),
  );
