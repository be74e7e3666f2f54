import { type DynamicModule, Module } from '@nestjs/common';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { Refuses } from '../platform/http/server/documented.js';
import { SUPPOSED_COMMANDS, type Supposable, supposedCommands, supposedSchema } from './supposed-commands.js';
import { WhatIfController } from './what-if.controller.js';
import { mostSupposed, WhatIfDto } from './what-if.dto.js';
import { WhatIf } from './what-if.js';

@Module({})
export class WhatIfModule {
  /** Over the use cases that features list at composition; the description of the route is made of them. */
  static of({ useCases, refusals }: Supposable): DynamicModule {
    const commands = supposedCommands(useCases);
    ApiExtraModels(...new Set([...commands.values()].map(({ body }) => body)))(WhatIfController);
    ApiProperty({ type: 'array', maxItems: mostSupposed, items: supposedSchema(commands) })(
      WhatIfDto.prototype,
      'suppose',
    );
    const { prototype } = WhatIfController;
    Refuses(refusals)(prototype, 'suppose', Object.getOwnPropertyDescriptor(prototype, 'suppose')!);
    return {
      module: WhatIfModule,
      controllers: [WhatIfController],
      providers: [WhatIf, { provide: SUPPOSED_COMMANDS, useValue: commands }],
    };
  }
}
