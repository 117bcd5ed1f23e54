import { runProduct } from './product';

await runProduct({ parts: ['web', 'controller', 'fleet'], style: 'calm', demandSecrets: false, sample: true });
