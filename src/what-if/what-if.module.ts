import { Module } from '@nestjs/common';
import { WhatIfController } from './what-if.controller.js';
import { WhatIf } from './what-if.js';

@Module({ controllers: [WhatIfController], providers: [WhatIf] })
export class WhatIfModule {}
