/** The format of experiments as JSON Schema, for completion and checking in editors: committed as `sims/experiment.schema.json`. */
import { z } from 'zod';
import { experimentFile } from './experiment-file.ts';

type Json = Record<string, unknown>;

/** What a branch changes has its own schema beside this one. */
const INTERVENTIONS = 'patch.schema.json#/properties/interventions/items';

export const experimentJsonSchema = (): Json => ({
  ...(z.toJSONSchema(experimentFile, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
    override: ({ jsonSchema }) => {
      const node = jsonSchema as Json;
      if (node.entriesOf !== 'patch') return;
      delete node.entriesOf;
      node.items = { $ref: INTERVENTIONS };
    },
  }) as Json),
  title: 'spillover experiment',
});

/** The committed file's exact text. */
export const experimentSchemaText = (): string => `${JSON.stringify(experimentJsonSchema(), null, 1)}\n`;
