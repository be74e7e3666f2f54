import { ApiTags } from '@nestjs/swagger';

const descriptions = new Map<string, string>();

/** The group that the operations of a controller belong to; one of its controllers describes it. */
export const Tagged = (name: string, description?: string): ClassDecorator => {
  if (description !== undefined) descriptions.set(name, description);
  return ApiTags(name);
};

export const describedTags = (): readonly { readonly name: string; readonly description: string }[] =>
  [...descriptions].sort().map(([name, description]) => ({ name, description }));
